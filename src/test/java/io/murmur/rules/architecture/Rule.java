package io.murmur.rules.architecture;

import com.tngtech.archunit.lang.ArchRule;
import io.murmur.rules.fixtures.actor.gossip.PeeksIntoMembership;
import io.murmur.rules.fixtures.actor.membership.AsksInsideActors;
import io.murmur.rules.fixtures.actor.membership.BlocksAnActor;
import io.murmur.rules.fixtures.actor.membership.IsAnActorAnyoneMakes;
import io.murmur.rules.fixtures.actor.membership.IsAnActorThatIsOpen;
import io.murmur.rules.fixtures.actor.membership.IsAnActorWithoutCommands;
import io.murmur.rules.fixtures.actor.membership.MatchesOnOutputs;
import io.murmur.rules.fixtures.client.SeesPekko;
import io.murmur.rules.fixtures.core.ring.AsksTheClock;
import io.murmur.rules.fixtures.core.ring.AsksTheSystem;
import io.murmur.rules.fixtures.core.ring.DrawsANumber;
import io.murmur.rules.fixtures.core.ring.MakesARandomOrder;
import io.murmur.rules.fixtures.core.ring.SeesTheValues;
import io.murmur.rules.fixtures.core.ring.Synchronizes;
import io.murmur.rules.fixtures.core.ring.ThrowsAChecked;
import io.murmur.rules.fixtures.core.ring.UsesAFuture;
import io.murmur.rules.fixtures.core.ring.UsesAHashMap;
import io.murmur.rules.fixtures.core.value.SeesTheRing;
import io.murmur.rules.fixtures.nowhere.LivesNowhere;
import io.murmur.rules.fixtures.storage.ChangesAStatic;
import io.murmur.rules.fixtures.storage.InheritsFromUs;
import io.murmur.rules.fixtures.storage.Prints;
import io.murmur.rules.fixtures.storage.PrintsAStackTrace;
import io.murmur.rules.fixtures.storage.Reflects;
import io.murmur.rules.fixtures.storage.SeesTheNode;
import io.murmur.rules.fixtures.storage.Sleeps;
import io.murmur.rules.fixtures.storage.TakesAnOptional;
import io.murmur.rules.fixtures.wire.SeesMicrometer;
import io.murmur.rules.fixtures.wire.SeesNetty;
import io.murmur.rules.fixtures.wire.SeesPekkoHttp;
import io.murmur.rules.fixtures.wire.SeesPicocli;
import io.murmur.rules.fixtures.wire.SeesRocksDb;
import io.murmur.rules.fixtures.wire.SwitchesASafeguardOff;
import io.murmur.rules.fixtures.wire.UsesTheReceptionist;
import java.util.List;
import java.util.function.Function;

/// One rule about dependencies and calls.
///
/// @param name what it is called in reports
/// @param factory makes the rule for the rooms below a root package
/// @param fixtures the classes it must catch
record Rule(String name, Function<String, ArchRule> factory, List<Class<?>> fixtures) {

    /// All rules there are.
    static List<Rule> all() {
        return List.of(
                rule(RoomRules::everyClassHasARoom, LivesNowhere.class),
                rule(
                        RoomRules::roomsSeeOnlyTheirNeighbours,
                        SeesTheValues.class,
                        SeesTheNode.class,
                        PeeksIntoMembership.class),
                rule(RoomRules::roomsFormNoCycle, SeesTheRing.class),
                rule(RoomRules::rocksDbStaysInStorage, SeesRocksDb.class),
                rule(RoomRules::nettyStaysAtTheRedisDoorAndInTheClient, SeesNetty.class),
                rule(RoomRules::pekkoHttpStaysAtItsDoor, SeesPekkoHttp.class),
                rule(RoomRules::micrometerStaysInItsRoom, SeesMicrometer.class),
                rule(RoomRules::picocliStaysInTheCommandLine, SeesPicocli.class),
                rule(RoomRules::theClientKnowsNoPekko, SeesPekko.class),
                rule(RoomRules::nobodyUsesClusterToolsThatDownNodes, UsesTheReceptionist.class),
                rule(CoreRules::theCoreKnowsTheJdkOnly, UsesAFuture.class),
                rule(
                        CoreRules::theCoreAsksNoClockAndDrawsNoNumber,
                        AsksTheClock.class,
                        DrawsANumber.class,
                        MakesARandomOrder.class),
                rule(CoreRules::theCoreTouchesSystemForCopyingOnly, AsksTheSystem.class),
                rule(CoreRules::hashMapsHideInTheLookupTable, UsesAHashMap.class),
                rule(CoreRules::theCoreDeclaresNoCheckedExceptions, ThrowsAChecked.class),
                rule(CoreRules::theCoreKnowsNoThreads, Synchronizes.class),
                rule(ActorRules::actorsAreFinalAndAloneInTheirFile, IsAnActorThatIsOpen.class),
                rule(ActorRules::actorsAreMadeByCreate, IsAnActorAnyoneMakes.class),
                rule(ActorRules::actorsDeclareTheirCommands, IsAnActorWithoutCommands.class),
                rule(ActorRules::onlyDoorsAsk, AsksInsideActors.class),
                rule(ActorRules::actorsDoNotBlock, BlocksAnActor.class),
                rule(ActorRules::onlyRunnersMatchOnOutputs, MatchesOnOutputs.class),
                rule(CodeRules::optionalIsAResultOnly, TakesAnOptional.class),
                rule(CodeRules::nothingStaticChanges, ChangesAStatic.class),
                rule(CodeRules::ourClassesDoNotInheritFromEachOther, InheritsFromUs.class),
                rule(CodeRules::nobodyReflects, Reflects.class),
                rule(CodeRules::onlyTheCommandLinePrints, Prints.class),
                rule(CodeRules::nobodyPrintsStackTraces, PrintsAStackTrace.class),
                rule(CodeRules::nobodySleeps, Sleeps.class),
                rule(CodeRules::onlyTheSimulatorSwitchesSafeguardsOff, SwitchesASafeguardOff.class));
    }

    private static Rule rule(Function<String, ArchRule> factory, Class<?>... fixtures) {
        return new Rule(factory.apply("any").getDescription(), factory, List.of(fixtures));
    }

    /// The rule for the rooms below `root`.
    ArchRule under(String root) {
        return factory.apply(root);
    }

    @Override
    public String toString() {
        return name;
    }
}
