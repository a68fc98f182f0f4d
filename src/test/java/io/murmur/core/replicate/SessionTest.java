package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.KEY;
import static io.murmur.core.replicate.Stand.answered;
import static io.murmur.core.replicate.Stand.asked;
import static io.murmur.core.replicate.Stand.dot;
import static io.murmur.core.replicate.Stand.failed;
import static io.murmur.core.replicate.Stand.object;
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Output;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A read and a write of a session that has seen the fifth event of B, by inputs and outputs; N = 3, R = 1.
class SessionTest {

    private static final int ASKING = 0;
    private static final int NEXT = 1;
    private static final int WAITS = 1000;
    private static final VersionVector SEEN = VersionVector.of(dot(B, 5));
    private static final StoredObject OLD = object(A, 1, "old");
    private static final StoredObject NEW =
            StoredObject.of(OLD.context().with(dot(B, 5)), List.of(Stand.sibling(dot(B, 5), "new")), 0);
    private static final ClientOperation.Put PUT =
            new ClientOperation.Put(KEY, Mutation.set(Value.of("mine")), null, Stand.operation(9), Tries.ONLY, 0);

    private final Stand stand = new Stand();

    private List<Output<Outcome>> read(int readOwners) {
        var request = Stand.read(new Level(readOwners, 1), ReadRepair.BLOCKING, SEEN);
        return stand.begin(new ReadMachine(stand.target(), Stand.ticket(), request, Stand.SETTINGS));
    }

    private CatchUpMachine write() {
        var machine = new CatchUpMachine(stand.target(), Stand.ticket(), PUT, SEEN, Stand.SETTINGS);
        assertEquals(List.of(asked(A, readAfter(0), WAITS)), stand.begin(machine));
        return machine;
    }

    private static ReplicaRequest readAfter(int fullBytesMax) {
        return new ReplicaRequest.ReadAfter(routing(ASKING), KEY, fullBytesMax, SEEN);
    }

    private static ReplicaReply held(StoredObject object) {
        return new ReplicaReply.Held(routing(ASKING).correlation(), object);
    }

    private static ReplicaReply behind(StoredObject object) {
        return new ReplicaReply.HeldBehind(routing(ASKING).correlation(), object);
    }

    private static Output<Outcome> shown(StoredObject object) {
        return answered(new Outcome.Read(object));
    }

    @Test
    void anOwnerThatHasAppliedAllIsEnough() {
        assertEquals(List.of(asked(A, readAfter(Integer.MAX_VALUE), WAITS)), read(1));
        assertEquals(List.of(shown(NEW)), stand.reply(A, held(NEW)));
    }

    @Test
    void oneThatIsBehindIsMadeUpForByTheNext() {
        read(1);
        assertEquals(List.of(B), receivers(stand.reply(A, behind(OLD))));
        assertEquals(shown(NEW), stand.reply(B, held(NEW)).getLast());
    }

    @Test
    void oneThatHasCaughtUpMeanwhileIsHeardAgain() {
        read(1);
        stand.reply(A, behind(OLD));
        stand.reply(B, behind(OLD));
        assertEquals(List.of(A, B, C), receivers(stand.afterMillis(60)));
        assertEquals(shown(NEW), stand.reply(A, held(NEW)).getLast());
        assertTrue(stand.isDone());
    }

    /// Large objects come as digests, from who is not behind any more.
    @Test
    void theDigestOfOneThatHasCaughtUpTakesThePlaceOfItsObject() {
        read(2);
        stand.reply(A, behind(NEW));
        assertEquals(List.of(C), receivers(stand.reply(B, behind(OLD))));
        ReplicaReply digest = new ReplicaReply.HeldDigest(routing(ASKING).correlation(), ObjectDigest.of(NEW));
        assertEquals(List.of(shown(NEW)), stand.reply(B, digest));
    }

    /// What nobody holds any more, with a volume lost for good, is not waited for.
    @Test
    void whatAllOwnersKnowIsShown() {
        read(1);
        stand.reply(A, behind(OLD));
        stand.reply(B, behind(OLD));
        assertEquals(List.of(shown(OLD)), stand.reply(C, behind(OLD)));
    }

    @Test
    void withoutAnOwnerThatHasAppliedAllItSaysSo() {
        read(1);
        stand.reply(A, behind(OLD));
        stand.reply(B, behind(OLD));
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), stand.afterMillis(WAITS));
    }

    @Test
    void aWriteBeginsWhereAllWasApplied() {
        CatchUpMachine machine = write();
        assertEquals(List.of(), stand.reply(A, held(NEW)));
        assertTrue(machine.isCaughtUp());
        assertEquals(PUT, machine.put());
    }

    @Test
    void aWriteWaitsUntilItsReplicaHasTakenInWhatWasSeen() {
        CatchUpMachine machine = write();
        assertEquals(List.of(A, B, C), receivers(stand.reply(A, behind(OLD))));
        List<Output<Outcome>> taking = stand.reply(C, held(NEW));
        assertEquals(List.of(sent(A, new ReplicaRequest.Merge(routing(NEXT), KEY, NEW, List.of()))), taking);
        assertFalse(machine.isDone());
        stand.reply(A, new ReplicaReply.Stored(routing(NEXT).correlation()));
        assertTrue(machine.isCaughtUp());
    }

    @Test
    void aWriteGoesOnWithWhatAllOwnersKnow() {
        CatchUpMachine machine = write();
        stand.reply(A, behind(OLD));
        stand.reply(B, behind(object(B, 2, "other")));
        assertEquals(List.of(A), receivers(stand.reply(C, behind(OLD))));
        stand.reply(A, new ReplicaReply.Stored(routing(NEXT).correlation()));
        assertTrue(machine.isCaughtUp());
    }

    /// It was deleted and purged since: nothing is left to be superseded.
    @Test
    void aWriteBeginsWhereWhatWasSeenIsGone() {
        CatchUpMachine machine = write();
        stand.reply(A, behind(OLD));
        stand.reply(B, held(NEW));
        stand.reply(A, new ReplicaReply.Refused(routing(NEXT).correlation(), Refusal.SEEN_BEFORE));
        assertTrue(machine.isCaughtUp());
    }

    @Test
    void aWriteThatCannotBeginWasNotExecuted() {
        CatchUpMachine machine = write();
        assertEquals(List.of(A), receivers(stand.afterMillis(200)));
        stand.reply(A, behind(OLD));
        assertEquals(List.of(A, B, C), receivers(stand.afterMillis(200)));
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), stand.afterMillis(WAITS));
        assertFalse(machine.isCaughtUp());
        assertEquals(List.of(), stand.reply(A, held(NEW)));
    }

    @Test
    void theOwnReplicasRefusalIsTheWritesRefusal() {
        CatchUpMachine machine = write();
        ReplicaReply full = new ReplicaReply.Refused(routing(ASKING).correlation(), Refusal.ROTTEN);
        assertEquals(List.of(), stand.reply(B, full));
        assertEquals(List.of(failed(Failure.ROTTEN)), stand.reply(A, full));
        assertFalse(machine.isCaughtUp());
    }

    /// Siblings of both are kept: what is taken in is a merge.
    @Test
    void nothingOfTheOwnReplicaIsLost() {
        write();
        StoredObject own = object(A, 7, "own");
        stand.reply(A, behind(own));
        StoredObject both = StoredObject.of(
                own.context().merge(NEW.context()),
                List.of(Stand.sibling(dot(A, 7), "own"), Stand.sibling(dot(B, 5), "new")),
                0);
        assertEquals(
                List.of(sent(A, new ReplicaRequest.Merge(routing(NEXT), KEY, both, List.of()))),
                stand.reply(B, held(NEW)));
    }
}
