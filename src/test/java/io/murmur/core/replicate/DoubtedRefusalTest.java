package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.CORRELATION;
import static io.murmur.core.replicate.Stand.KEY;
import static io.murmur.core.replicate.Stand.asked;
import static io.murmur.core.replicate.Stand.dot;
import static io.murmur.core.replicate.Stand.failed;
import static io.murmur.core.replicate.Stand.merge;
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static io.murmur.core.replicate.Stand.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A write that the coordinator's own replica refuses because of what it shows of the key; N = 3, W = R = 2.
class DoubtedRefusalTest {

    private static final int FIRST = 0;
    private static final int OPINION = 4;
    private static final int TAKE_IN = 5;
    private static final OperationId OPERATION = Stand.operation(1);
    private static final Mutation EXPIRE = new Mutation.Expire(1_000_000);
    private static final StoredObject WRITTEN = StoredObject.of(
            VersionVector.of(dot(B, 4)), List.of(new Sibling(dot(B, 4), 4, Stand.operation(9), Value.of("v"))), 0);

    private final Stand stand = new Stand();

    private List<Output<Outcome>> refuse(Refusal reason, Level level, Safeguards safeguards) {
        var put = new ClientOperation.Put(KEY, EXPIRE, null, OPERATION, Tries.ONLY, 0);
        stand.begin(new WriteMachine(
                stand.target(), Stand.ticket(), put, level, new CoordinatorSettings(Stand.LIMITS, safeguards)));
        return stand.reply(A, refused(FIRST, reason));
    }

    private List<Output<Outcome>> doubt() {
        return refuse(Refusal.NO_SUCH_KEY, new Level(2, 2), Safeguards.ALL);
    }

    private static ReplicaReply refused(int phase, Refusal reason) {
        return new ReplicaReply.Refused(CORRELATION | phase, reason);
    }

    private List<Output<Outcome>> holds(NodeId owner, StoredObject object) {
        return stand.reply(owner, new ReplicaReply.Held(CORRELATION | OPINION, object));
    }

    @Test
    void asksAllOwners() {
        var read = new ReplicaRequest.Read(routing(OPINION), KEY, Integer.MAX_VALUE);
        assertEquals(List.of(asked(A, read, 1000), asked(B, read, 1000), asked(C, read, 1000)), doubt());
    }

    @Test
    void refusesWhenOwnersShowTheSame() {
        for (Refusal reason : List.of(Refusal.NO_SUCH_KEY, Refusal.WRONG_TYPE, Refusal.NOT_A_NUMBER)) {
            assertEquals(List.of(A, B, C), receivers(refuse(reason, new Level(2, 2), Safeguards.ALL)));
            assertEquals(List.of(), holds(A, StoredObject.ABSENT));
            assertEquals(List.of(failed(Failure.ofMint(reason))), holds(C, StoredObject.ABSENT));
            assertTrue(stand.isDone());
        }
    }

    @Test
    void takesInWhatOthersKnowAndWritesThen() {
        doubt();
        assertEquals(List.of(), holds(B, WRITTEN), "the own replica has not said what it holds");
        assertEquals(List.of(sent(A, merge(TAKE_IN, WRITTEN))), holds(A, StoredObject.ABSENT));
        var mint = new ReplicaRequest.Mint(routing(FIRST), KEY, EXPIRE, null, OPERATION, Attempt.FIRST);
        assertEquals(List.of(asked(A, mint, 1000)), stand.reply(A, stored(TAKE_IN)));
        assertEquals(List.of(failed(Failure.NO_SUCH_KEY)), stand.reply(A, refused(FIRST, Refusal.NO_SUCH_KEY)));
    }

    @Test
    void asksThoseThatWereNotHeardAgainAndGivesUpAtTheDeadline() {
        doubt();
        holds(A, StoredObject.ABSENT);
        assertEquals(List.of(B, C), receivers(stand.afterMillis(200)));
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), stand.afterMillis(800), "surely not executed");
    }

    @Test
    void refusesIfTheNewsWasPurgedHere() {
        doubt();
        holds(B, WRITTEN);
        holds(A, StoredObject.ABSENT);
        assertEquals(List.of(failed(Failure.NO_SUCH_KEY)), stand.reply(A, refused(TAKE_IN, Refusal.SEEN_BEFORE)));
    }

    /// A namespace that writes to one owner is served where only one is left.
    @Test
    void doesNotNeedMoreOwnersThanTheWrite() {
        refuse(Refusal.NO_SUCH_KEY, new Level(3, 1), Safeguards.ALL);
        assertEquals(List.of(failed(Failure.NO_SUCH_KEY)), holds(A, StoredObject.ABSENT));
    }

    /// A client is told that there is no such key, and there is.
    @Test
    void believesItsReplicaWithoutThatRule() {
        var refused = refuse(Refusal.NO_SUCH_KEY, new Level(2, 2), Safeguards.without(Safeguard.SECOND_OPINION));
        assertEquals(List.of(failed(Failure.NO_SUCH_KEY)), refused);
    }
}
