package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.CORRELATION;
import static io.murmur.core.replicate.Stand.KEY;
import static io.murmur.core.replicate.Stand.answered;
import static io.murmur.core.replicate.Stand.asked;
import static io.murmur.core.replicate.Stand.dot;
import static io.murmur.core.replicate.Stand.failed;
import static io.murmur.core.replicate.Stand.merge;
import static io.murmur.core.replicate.Stand.object;
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static io.murmur.core.replicate.Stand.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One read by inputs and outputs; N = 3, W = R = 2 unless a test says otherwise.
class ReadMachineTest {

    private static final int ASKING = 0;
    private static final int REPAIRING = 1;
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final StoredObject OLD = object(A, 1, "old");
    private static final StoredObject NEW = newer();

    private final Stand stand = new Stand();

    private static StoredObject newer() {
        return StoredObject.of(OLD.context().with(dot(B, 5)), List.of(Stand.sibling(dot(B, 5), "new")), 0);
    }

    private List<Output<Outcome>> begin(int readOwners, int writeOwners) {
        var request = Stand.read(new Level(readOwners, writeOwners), ReadRepair.BLOCKING, VersionVector.EMPTY);
        return stand.begin(new ReadMachine(stand.target(), Stand.ticket(), request, Stand.SETTINGS));
    }

    private static ReplicaRequest read(int fullBytesMax) {
        return new ReplicaRequest.Read(routing(ASKING), KEY, fullBytesMax);
    }

    private static ReplicaReply held(StoredObject object) {
        return new ReplicaReply.Held(CORRELATION, object);
    }

    private static ReplicaReply digest(StoredObject object) {
        return new ReplicaReply.HeldDigest(CORRELATION, ObjectDigest.of(object));
    }

    private static Output<Outcome> shown(StoredObject object) {
        return answered(new Outcome.Read(object));
    }

    @Test
    void asksROwnersTheFirstForTheWholeObject() {
        assertEquals(List.of(asked(A, read(WHOLE), 1000), asked(B, read(100), 1000)), begin(2, 2));
    }

    @Test
    void answersWhenROwnersAgree() {
        begin(2, 2);
        assertEquals(List.of(), stand.reply(A, held(NEW)));
        assertEquals(List.of(shown(NEW)), stand.reply(B, held(NEW)));
        assertTrue(stand.isDone());
        assertEquals(List.of(), stand.reply(C, held(OLD)));
    }

    /// One holder would be enough for W, but a later reader may ask the other two (seed 747 of the simulation).
    @Test
    void whatIsShownIsHeldByEnoughForTheNextReaderThoughOneWroteIt() {
        begin(2, 1);
        stand.reply(A, held(NEW));
        assertEquals(List.of(sent(B, merge(REPAIRING, NEW))), stand.reply(B, held(OLD)));
        assertEquals(List.of(shown(NEW)), stand.reply(B, stored(REPAIRING)));
    }

    @Test
    void answersThatNobodyKnowsTheKey() {
        begin(2, 2);
        stand.reply(A, held(StoredObject.ABSENT));
        assertEquals(List.of(shown(StoredObject.ABSENT)), stand.reply(B, held(StoredObject.ABSENT)));
    }

    @Test
    void countsEachOwnerOnceAndStrangersNever() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        assertEquals(List.of(), stand.reply(A, held(NEW)));
        assertEquals(List.of(), stand.reply(new NodeId(0xD), held(NEW)));
        assertFalse(stand.isDone());
    }

    @Test
    void repairsWhereOwnersDifferBeforeItAnswers() {
        begin(2, 2);
        stand.reply(A, held(OLD));
        assertEquals(List.of(sent(A, merge(REPAIRING, NEW))), stand.reply(B, held(NEW)));
        assertFalse(stand.isDone());
        assertEquals(List.of(shown(NEW)), stand.reply(A, stored(REPAIRING)));
    }

    @Test
    void repairsWithTheMergeOfBoth() {
        begin(2, 2);
        StoredObject other = object(B, 7, "other");
        StoredObject both = new ObjectMerge(Safeguards.ALL).merge(OLD, other);
        stand.reply(A, held(OLD));
        ReplicaRequest repair = merge(REPAIRING, both);
        assertEquals(List.of(sent(A, repair), sent(B, repair)), stand.reply(B, held(other)));
        assertEquals(List.of(), stand.reply(B, stored(REPAIRING)));
        assertEquals(List.of(shown(both)), stand.reply(A, stored(REPAIRING)));
    }

    /// A full disk on one owner must not end reads of what it missed.
    @Test
    void offersTheRepairToTheThirdOwnerWhenOneRefusesIt() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        stand.reply(B, held(OLD));
        var refused = new ReplicaReply.Refused(routing(REPAIRING).correlation(), Refusal.DISK_FULL);
        assertEquals(List.of(sent(B, merge(REPAIRING, NEW)), sent(C, merge(REPAIRING, NEW))), stand.reply(B, refused));
        assertEquals(List.of(shown(NEW)), stand.reply(C, stored(REPAIRING)));
    }

    private static ReplicaReply heldAnew(StoredObject object) {
        return new ReplicaReply.Held(routing(2).correlation(), object);
    }

    /// It may have purged the delete of what A gave before.
    @Test
    void asksAnewWhenOneThatKnewNothingRefusesTheRepair() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        assertEquals(List.of(sent(B, merge(REPAIRING, NEW))), stand.reply(B, held(StoredObject.ABSENT)));
        var refused = new ReplicaReply.Refused(routing(REPAIRING).correlation(), Refusal.SEEN_BEFORE);
        assertEquals(List.of(A, B), receivers(stand.reply(B, refused)));
        assertEquals(List.of(), stand.reply(A, held(NEW)), "a late answer to the first asking");
        stand.reply(A, heldAnew(StoredObject.ABSENT));
        assertEquals(List.of(shown(StoredObject.ABSENT)), stand.reply(B, heldAnew(StoredObject.ABSENT)));
    }

    /// It has lost what A still holds, or its disk is full: A was asked after B had answered, so that is no
    /// purge.
    @Test
    void answersWhatIsGivenAgainWithoutWhoDoesNotTakeIt() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        stand.reply(B, held(StoredObject.ABSENT));
        stand.reply(B, new ReplicaReply.Refused(routing(REPAIRING).correlation(), Refusal.DISK_FULL));
        stand.reply(A, heldAnew(NEW));
        assertEquals(List.of(B), receivers(stand.reply(B, heldAnew(StoredObject.ABSENT))));
        var again = new ReplicaReply.Refused(routing(3).correlation(), Refusal.DISK_FULL);
        assertEquals(List.of(B, C), receivers(stand.reply(B, again)));
        assertEquals(List.of(shown(NEW)), stand.reply(C, stored(3)));
    }

    @Test
    void asksAnewWhenOneThatKnewNothingKnowsMoreByNow() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        stand.reply(B, held(StoredObject.ABSENT));
        StoredObject later = object(A, 9, "later");
        var beyond = new ReplicaReply.Stored(
                routing(REPAIRING).correlation(), StoredObject.of(later.context(), List.of(), 0));
        assertEquals(List.of(A, B), receivers(stand.reply(B, beyond)));
    }

    @Test
    void asksAnewWhenOneThatKnewNothingIsSilent() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        stand.reply(B, held(StoredObject.ABSENT));
        assertEquals(List.of(A, B), receivers(stand.afterMillis(60)));
        stand.reply(B, heldAnew(StoredObject.ABSENT));
        stand.reply(A, heldAnew(NEW));
        assertEquals(List.of(B, C), receivers(stand.afterMillis(200)));
        assertEquals(List.of(shown(NEW)), stand.reply(C, stored(3)));
    }

    /// Of two that were asked first, one knew that it was deleted, and is not asked now.
    @Test
    void asksOnceMoreWhenTheFirstAskingKnewBetter() {
        begin(2, 2);
        StoredObject deleted = StoredObject.of(
                NEW.context().with(dot(C, 3)), List.of(new Sibling(dot(C, 3), 5_000, Stand.operation(77), null)), 0);
        StoredObject beside = object(B, 9, "beside");
        stand.reply(A, held(deleted));
        stand.reply(B, held(beside));
        stand.reply(A, new ReplicaReply.Refused(routing(REPAIRING).correlation(), Refusal.SEEN_BEFORE));
        stand.afterMillis(60);
        stand.reply(B, heldAnew(NEW));
        assertEquals(List.of(A, B), receivers(stand.reply(C, heldAnew(NEW))));
    }

    @Test
    void withoutTheRuleItShowsWhatWasPurged() {
        var careless = new CoordinatorSettings(Stand.LIMITS, Safeguards.without(Safeguard.READ_AGAIN));
        var request = Stand.read(new Level(2, 2), ReadRepair.BLOCKING, VersionVector.EMPTY);
        stand.begin(new ReadMachine(stand.target(), Stand.ticket(), request, careless));
        stand.reply(A, held(NEW));
        stand.reply(B, held(StoredObject.ABSENT));
        stand.reply(B, new ReplicaReply.Refused(routing(REPAIRING).correlation(), Refusal.SEEN_BEFORE));
        assertEquals(List.of(shown(NEW)), stand.reply(C, stored(REPAIRING)));
    }

    /// With R < W those who answered are too few to hold the merge on W.
    @Test
    void repairsTheOthersTooWhereTheyAreNeededForW() {
        begin(1, 2);
        assertEquals(List.of(shown(OLD)), stand.reply(A, held(OLD)));
        Stand wide = new Stand();
        var request = Stand.read(new Level(2, 3), ReadRepair.BLOCKING, VersionVector.EMPTY);
        wide.begin(new ReadMachine(wide.target(), Stand.ticket(), request, Stand.SETTINGS));
        wide.reply(A, held(OLD));
        assertEquals(List.of(A, C), receivers(wide.reply(B, held(NEW))));
        assertEquals(List.of(), wide.reply(C, stored(REPAIRING)));
        assertEquals(List.of(shown(NEW)), wide.reply(A, stored(REPAIRING)));
    }

    @Test
    void offersTheRepairAgainAndToTheOthersToo() {
        begin(2, 2);
        stand.reply(A, held(OLD));
        stand.reply(B, held(NEW));
        assertEquals(List.of(A, C), receivers(stand.afterMillis(60)));
        assertEquals(List.of(), stand.afterMillis(199));
        assertEquals(List.of(A, C), receivers(stand.afterMillis(1)));
        assertEquals(List.of(shown(NEW)), stand.reply(A, stored(REPAIRING)));
    }

    @Test
    void acknowledgementsOfAnotherPhaseDoNotCount() {
        begin(2, 2);
        assertEquals(List.of(), stand.reply(A, stored(ASKING)));
        stand.reply(A, held(OLD));
        stand.reply(B, held(NEW));
        assertEquals(List.of(), stand.reply(A, stored(ASKING)));
        assertEquals(List.of(), stand.reply(C, held(OLD)));
        assertFalse(stand.isDone());
    }

    @Test
    void aDigestThatFitsStandsForItsObject() {
        begin(2, 2);
        stand.reply(B, digest(NEW));
        assertEquals(List.of(shown(NEW)), stand.reply(A, held(NEW)));
    }

    @Test
    void asksForTheObjectWhereADigestDiffersThenRepairs() {
        begin(2, 2);
        stand.reply(A, held(OLD));
        assertEquals(List.of(asked(B, read(WHOLE), 1000)), stand.reply(B, digest(NEW)));
        assertEquals(List.of(sent(A, merge(REPAIRING, NEW))), stand.reply(B, held(NEW)));
        assertEquals(List.of(shown(NEW)), stand.reply(A, stored(REPAIRING)));
    }

    @Test
    void asksForAnObjectWhereThereAreOnlyDigests() {
        begin(2, 2);
        stand.reply(B, digest(NEW));
        assertEquals(List.of(asked(B, read(WHOLE), 1000), asked(C, read(WHOLE), 1000)), stand.reply(C, digest(NEW)));
        assertEquals(List.of(shown(NEW)), stand.reply(C, held(NEW)));
    }

    @Test
    void aDigestHolderCountsAsHolderOfTheRepair() {
        Stand wide = new Stand();
        var request = Stand.read(new Level(3, 2), ReadRepair.BLOCKING, VersionVector.EMPTY);
        wide.begin(new ReadMachine(wide.target(), Stand.ticket(), request, Stand.SETTINGS));
        wide.reply(A, held(NEW));
        wide.reply(B, digest(NEW));
        assertEquals(List.of(C), receivers(wide.reply(C, digest(OLD))));
        // A holds the merge, B's digest says that it does, and W is 2: what C lacks is sent, but not waited
        // for.
        assertEquals(List.of(sent(C, merge(REPAIRING, NEW)), shown(NEW)), wide.reply(C, held(OLD)));
    }

    @Test
    void aDigestThatComesAfterItsObjectDoesNotCountAgain() {
        begin(3, 2);
        stand.reply(B, held(NEW));
        stand.reply(B, digest(NEW));
        assertEquals(List.of(), stand.reply(A, held(NEW)));
        assertEquals(List.of(shown(NEW)), stand.reply(C, held(NEW)));
    }

    @Test
    void anObjectThatChangedSinceItsDigestIsCompared() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        stand.reply(B, digest(OLD));
        assertEquals(List.of(shown(NEW)), stand.reply(B, held(NEW)));
    }

    @Test
    void asksTheOthersTooWhenOneIsSlow() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        assertEquals(List.of(), stand.afterMillis(59));
        assertEquals(List.of(asked(B, read(100), 940), asked(C, read(100), 940)), stand.afterMillis(1));
        assertEquals(List.of(shown(NEW)), stand.reply(C, held(NEW)));
    }

    @Test
    void asksTheNextOwnerInPlaceOfOneThatRefuses() {
        begin(2, 2);
        assertEquals(
                List.of(asked(C, read(100), 1000)),
                stand.reply(B, new ReplicaReply.Refused(CORRELATION, Refusal.BOOTSTRAPPING)));
        assertEquals(List.of(), stand.reply(C, new ReplicaReply.StaleEpoch(CORRELATION, 5, 9)));
        stand.reply(A, held(NEW));
        assertEquals(List.of(B, C), receivers(stand.afterMillis(60)));
    }

    @Test
    void mayBeTriedAgainAfterTheDeadline() {
        begin(2, 2);
        stand.reply(A, held(NEW));
        stand.afterMillis(999);
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), stand.afterMillis(1));
        assertTrue(stand.isDone());
        assertEquals(List.of(), stand.reply(B, held(NEW)));
    }

    @Test
    void aRepairThatCannotBeMadeDurableIsNotAnswered() {
        begin(2, 2);
        stand.reply(A, held(OLD));
        stand.reply(B, held(NEW));
        stand.reply(A, new ReplicaReply.Refused(CORRELATION | REPAIRING, Refusal.DISK_FULL));
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), stand.afterMillis(1000));
    }

    @Test
    void wAboveNMeansAllOwners() {
        Stand wide = new Stand();
        var request = Stand.read(new Level(2, 5), ReadRepair.BLOCKING, VersionVector.EMPTY);
        wide.begin(new ReadMachine(wide.target(), Stand.ticket(), request, Stand.SETTINGS));
        wide.reply(A, held(OLD));
        wide.reply(B, held(NEW));
        wide.reply(A, stored(REPAIRING));
        assertEquals(List.of(shown(NEW)), wide.reply(C, stored(REPAIRING)));
    }

    @Test
    void aDeletedKeyIsReadWithItsContext() {
        begin(2, 2);
        StoredObject deleted = StoredObject.of(VersionVector.of(dot(C, 3)), List.of(), 0);
        stand.reply(A, held(deleted));
        assertEquals(List.of(shown(deleted)), stand.reply(B, held(deleted)));
    }
}
