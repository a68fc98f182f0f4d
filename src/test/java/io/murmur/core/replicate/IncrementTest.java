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
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static io.murmur.core.replicate.Stand.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
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
import io.murmur.core.value.Amount;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One increment by inputs and outputs; N = 3, W = R = 2. Clocks stand at 0, so an end at 0 has passed.
class IncrementTest {

    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int LEARN = 3;
    private static final OperationId OPERATION = Stand.operation(1);
    private static final StoredObject ADDED = counter(dot(A, 1), 5, OPERATION, -9);
    private static final StoredObject ENDED = ended();

    private final Stand stand = new Stand();

    private static StoredObject counter(Dot dot, long total, OperationId operation, long sinceMillis) {
        Sibling amount = new Sibling(dot, dot.counter(), operation, null, null, new Amount(total, 1, sinceMillis));
        return StoredObject.of(VersionVector.of(dot), List.of(amount), 0);
    }

    /// What an owner holds that knew an end before the increment came.
    private static StoredObject ended() {
        var expiry = new Sibling(dot(B, 3), 1, Stand.operation(8), null, new Expiry(0, 0, VersionVector.EMPTY));
        return StoredObject.of(
                ADDED.context().with(expiry.dot()), List.of(ADDED.siblings().getFirst(), expiry), 0);
    }

    private void begin(Safeguards safeguards) {
        var put = new ClientOperation.Put(KEY, new Mutation.Add(5), null, OPERATION, Tries.ONLY, 0);
        stand.begin(new WriteMachine(
                stand.target(),
                Stand.ticket(),
                put,
                new Level(2, 2),
                new CoordinatorSettings(Stand.LIMITS, safeguards)));
        stand.reply(A, minted(FIRST, ADDED));
    }

    private static ReplicaReply minted(int phase, StoredObject object) {
        Dot dot = object.siblings().getFirst().dot();
        return new ReplicaReply.Minted(CORRELATION | phase, object, List.of(dot), true);
    }

    private static ReplicaReply beyond(StoredObject object) {
        return new ReplicaReply.Stored(CORRELATION | FIRST, object);
    }

    private static Output<Outcome> second(@Nullable Dot before) {
        var mint = new ReplicaRequest.Mint(
                routing(SECOND), KEY, new Mutation.Add(5, before), null, OPERATION, Attempt.SUPERSEDE);
        return asked(A, mint, 1000);
    }

    @Test
    void supersedesNothingAndAnswersWithAllThatItsOwnersKnow() {
        begin(Safeguards.ALL);
        stand.reply(A, stored(FIRST));
        Sibling theirs =
                counter(dot(B, 4), 20, Stand.operation(9), 0).siblings().getFirst();
        StoredObject both = StoredObject.of(
                ADDED.context().with(theirs.dot()), List.of(ADDED.siblings().getFirst(), theirs), 0);
        assertEquals(List.of(answered(new Outcome.Written(ADDED.known(), true, 25))), stand.reply(C, beyond(both)));
    }

    @Test
    void learnsOfAnEndByWhichItWasOverAndAddsAnew() {
        begin(Safeguards.ALL);
        stand.reply(A, stored(FIRST));
        assertEquals(List.of(sent(A, merge(LEARN, ENDED))), stand.reply(B, beyond(ENDED)));
        assertEquals(List.of(second(dot(A, 1))), stand.reply(A, stored(LEARN)));
        StoredObject anew = counter(dot(A, 2), 5, OPERATION, 0);
        assertEquals(List.of(B, C), receivers(stand.reply(A, minted(SECOND, anew))));
        stand.reply(A, stored(SECOND));
        assertEquals(List.of(answered(new Outcome.Written(anew.known(), true, 5))), stand.reply(C, stored(SECOND)));
        assertTrue(stand.isDone());
    }

    /// A client is told that it added, and it did not.
    @Test
    void isLostWithItsKeyIfItLearnsNothing() {
        begin(Safeguards.without(Safeguard.ADD_TO_WHAT_LIVES));
        stand.reply(A, stored(FIRST));
        assertEquals(List.of(answered(new Outcome.Written(ADDED.known(), true, 0))), stand.reply(B, beyond(ENDED)));
    }

    @Test
    void tellsItsReplicaAgainWhatItLearned() {
        begin(Safeguards.ALL);
        stand.reply(A, stored(FIRST));
        stand.reply(B, beyond(ENDED));
        assertEquals(List.of(), stand.afterMillis(199));
        assertEquals(List.of(sent(A, merge(LEARN, ENDED))), stand.afterMillis(1));
        assertEquals(List.of(), stand.reply(C, stored(FIRST)), "of the first round");
    }

    /// The first event may have taken effect somewhere.
    @Test
    void isUnknownIfItsReplicaDoesNotTakeIn() {
        begin(Safeguards.ALL);
        stand.reply(A, stored(FIRST));
        stand.reply(B, beyond(ENDED));
        assertEquals(
                List.of(failed(Failure.UNKNOWN)),
                stand.reply(A, new ReplicaReply.Refused(CORRELATION | LEARN, Refusal.DISK_FULL)));
    }
}
