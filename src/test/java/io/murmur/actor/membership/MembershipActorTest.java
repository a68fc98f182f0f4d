package io.murmur.actor.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.HelloRefused;
import io.murmur.core.membership.MemberView;
import io.murmur.core.membership.MembershipLimits;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.membership.TransportNotice;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.core.ring.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three nodes with actors get to know each other, and notice who is gone.
class MembershipActorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final MembershipLimits LIMITS = new MembershipLimits(50, 1_000, 5_000);
    private static final Formed FORMED = Formed.first(
            new ClusterId(0, 0x77),
            new ClusterTerms(Street.NAMES, List.of(), 2, 4, ""),
            Street.NAMES.stream()
                    .map(name -> new Formed.Member(name, idOf(name)))
                    .toList());

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<Message> probe = kit.createTestProbe();
    private final Street street = new Street();
    private final Map<String, MembershipView> views = new ConcurrentHashMap<>();
    private final Map<String, List<TransportNotice>> transport = new ConcurrentHashMap<>();
    private static final VolumeReport VOLUME = new VolumeReport(VolumeStarts.NONE, 0, true);

    private final List<HelloRefused> refusals = new CopyOnWriteArrayList<>();

    @AfterEach
    void shutDown() {
        kit.shutdownTestKit();
    }

    private static NodeId idOf(String name) {
        return new NodeId(0x100 + Street.NAMES.indexOf(name));
    }

    private ActorRef<MembershipActor.Command> start(String name, long boot) {
        Introduction self = new Introduction(name, idOf(name), 7, boot);
        List<TransportNotice> notices = transport.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>());
        notices.clear();
        MembershipListeners listeners =
                new MembershipListeners(view -> views.put(name, view), notices::add, refusals::add, _ -> {}, _ -> {});
        ActorRef<MembershipActor.Command> actor = kit.spawn(MembershipActor.create(
                new MembershipPlan(self, FORMED, new Doors(name + ".example", 7379, 7380), VolumeMemories.NONE, LIMITS),
                new MembershipSurroundings(Street.addresses(), street::greet, listeners, () -> VOLUME, Street::now)));
        street.moveIn(Street.addressOf(name), message -> actor.tell(commandFor(message)));
        return actor;
    }

    private static MembershipActor.Command commandFor(Message message) {
        if (message instanceof Hello hello) {
            return new MembershipActor.Command.HearHello(hello, Street.now().wallMillis());
        }
        throw new AssertionError("membership does not say " + message);
    }

    private void stop(String name, ActorRef<MembershipActor.Command> actor) {
        street.moveOut(Street.addressOf(name));
        kit.stop(actor);
    }

    private <T> void await(String viewer, String seen, Function<MemberView, T> fact, T expected) {
        probe.awaitAssert(PATIENCE, INTERVAL, () -> {
            MembershipView view = views.get(viewer);
            assertNotNull(view);
            MemberView member = view.member(idOf(seen));
            assertNotNull(member);
            assertEquals(expected, fact.apply(member));
            return member;
        });
    }

    private void awaitAllReachable() {
        for (String viewer : Street.NAMES) {
            Street.NAMES.forEach(seen -> await(viewer, seen, MemberView::reachable, true));
        }
    }

    @Test
    void allThreeSeeAllThree() {
        Street.NAMES.forEach(name -> start(name, 10));
        awaitAllReachable();
        await("ant", "cat", MemberView::doors, new Doors("cat.example", 7379, 7380));
        assertEquals(List.of(), refusals);
    }

    @Test
    void theOthersNoticeWhoStopsAndWhoIsBack() {
        start("ant", 10);
        start("bee", 20);
        ActorRef<MembershipActor.Command> cat = start("cat", 30);
        awaitAllReachable();

        stop("cat", cat);
        await("ant", "cat", MemberView::reachable, false);
        await("bee", "cat", MemberView::reachable, false);
        await("ant", "bee", MemberView::reachable, true);

        start("cat", 31);
        awaitAllReachable();
        await("ant", "cat", MemberView::peer, new Introduction("cat", idOf("cat"), 7, 31));
    }

    @Test
    void theLowestIsToldToFormTheTransportAndEverybodyWhoHasJoined() {
        ActorRef<MembershipActor.Command> ant = start("ant", 10);
        start("bee", 20);
        start("cat", 30);
        probe.awaitAssert(PATIENCE, INTERVAL, () -> {
            assertEquals(
                    List.of(
                            new TransportNotice.JoinTransport(List.of("bee", "cat")),
                            new TransportNotice.MayFormTransport()),
                    transport.get("ant"));
            return true;
        });
        assertEquals(List.of(new TransportNotice.JoinTransport(List.of("ant", "cat"))), transport.get("bee"));

        ant.tell(new MembershipActor.Command.NoteTransport(true));
        await("cat", "ant", MemberView::joined, true);
    }

    @Test
    void framesKeepAMemberThatSaysNoHello() {
        ActorRef<MembershipActor.Command> ant = start("ant", 10);
        ActorRef<MembershipActor.Command> bee = start("bee", 20);
        await("ant", "bee", MemberView::reachable, true);
        stop("bee", bee);
        await("ant", "bee", MemberView::reachable, false);
        ant.tell(new MembershipActor.Command.HearFrames(List.of(idOf("bee"), idOf("cat"))));
        await("ant", "bee", MemberView::reachable, true);
    }

    @Test
    void reportsAStranger() {
        ActorRef<MembershipActor.Command> ant = start("ant", 10);
        Introduction stranger = new Introduction("dog", new NodeId(1), 1, 1);
        ant.tell(new MembershipActor.Command.HearHello(
                new Hello(
                        FORMED.cluster(),
                        stranger,
                        1,
                        new Doors("dog", 1, 1),
                        VOLUME,
                        new Contact(true, false, 0, VolumeMemory.NOTHING)),
                0));
        probe.awaitAssert(PATIENCE, INTERVAL, () -> {
            assertEquals(Verdict.Reason.NOT_A_MEMBER, refusals.getFirst().reason());
            return true;
        });
    }

    @Test
    void refusesToStartWithoutAnAddressForEachMember() {
        MembershipPlan plan = new MembershipPlan(
                new Introduction("ant", idOf("ant"), 7, 10),
                FORMED,
                new Doors("ant", 7379, 7380),
                VolumeMemories.NONE,
                LIMITS);
        MembershipSurroundings surroundings = new MembershipSurroundings(
                new Addresses(Map.of("ant", "a:1", "bee", "b:1")),
                street::greet,
                new MembershipListeners(_ -> {}, _ -> {}, _ -> {}, _ -> {}, _ -> {}),
                () -> VOLUME,
                Street::now);
        String sentence = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> MembershipActor.create(plan, surroundings))
                        .getMessage());
        assertTrue(sentence.contains("none for node cat"), sentence);
    }
}
