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
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One addition to a HyperLogLog by inputs and outputs; N = 3, W = R = 2. Clocks stand at 0, so an end at 0 has passed.
class UnionTest {

    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int LEARN = 3;
    private static final OperationId OPERATION = Stand.operation(1);
    private static final Mutation ADD = new Mutation.Unite(of("x"));

    private final Stand stand = new Stand();

    private static HyperLogLog of(String... elements) {
        return HyperLogLog.ofElements(Stream.of(elements)
                .map(element -> element.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static Sibling added(Dot dot, OperationId operation, String... elements) {
        return new Sibling(dot, dot.counter(), operation, null, null, new Registers(of(elements)));
    }

    private static StoredObject holding(Sibling... siblings) {
        VersionVector context = VersionVector.EMPTY;
        for (Sibling sibling : siblings) {
            context = context.with(sibling.dot());
        }
        return StoredObject.of(context, List.of(siblings), 0);
    }

    /// So many additions of A, the last of which is the one that is carried out.
    private static StoredObject standing(int count) {
        List<Sibling> siblings = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            siblings.add(added(dot(A, i), Stand.operation(100 + i), "old" + i));
        }
        siblings.add(added(dot(A, count), OPERATION, "x"));
        return holding(siblings.toArray(Sibling[]::new));
    }

    private void begin(StoredObject minted, Safeguards safeguards) {
        var put = new ClientOperation.Put(KEY, ADD, null, OPERATION, Tries.ONLY, 0);
        stand.begin(new WriteMachine(
                stand.target(),
                Stand.ticket(),
                put,
                new Level(2, 2),
                new CoordinatorSettings(Stand.LIMITS, safeguards)));
        stand.reply(A, minted(FIRST, minted));
        stand.reply(A, stored(FIRST));
    }

    private static ReplicaReply minted(int phase, StoredObject object) {
        Dot dot = object.siblings().getLast().dot();
        return new ReplicaReply.Minted(CORRELATION | phase, object, List.of(dot), true);
    }

    private static ReplicaReply beyond(StoredObject object) {
        return new ReplicaReply.Stored(CORRELATION | FIRST, object);
    }

    private static Output<Outcome> second(Attempt attempt) {
        return asked(A, new ReplicaRequest.Mint(routing(SECOND), KEY, ADD, null, OPERATION, attempt), 1000);
    }

    private static Output<Outcome> written(StoredObject object, long number) {
        return answered(new Outcome.Written(object.known(), true, number));
    }

    @Test
    void whatNobodyHasSeenIsNew() {
        StoredObject minted = standing(2);
        begin(minted, Safeguards.ALL);
        assertEquals(List.of(written(minted, 1)), stand.reply(C, stored(FIRST)));
    }

    @Test
    void whatTheOwnReplicaHasSeenIsNotNew() {
        StoredObject minted = holding(added(dot(A, 1), Stand.operation(9), "x", "y"), added(dot(A, 2), OPERATION, "x"));
        begin(minted, Safeguards.ALL);
        assertEquals(List.of(written(minted, 0)), stand.reply(C, stored(FIRST)));
    }

    @Test
    void whatOthersHaveSeenBeforeIsNotNewAndNeedsNoSecondRound() {
        Sibling own = added(dot(A, 5), OPERATION, "x");
        begin(holding(own), Safeguards.ALL);
        StoredObject theirs = holding(own, added(dot(B, 4), Stand.operation(9), "x"));
        assertEquals(List.of(written(holding(own), 0)), stand.reply(C, beyond(theirs)));
    }

    /// Of two that see each other one says so.
    @Test
    void whatOthersHaveSeenLaterIsNew() {
        Sibling own = added(dot(A, 3), OPERATION, "x");
        begin(holding(own), Safeguards.ALL);
        StoredObject theirs = holding(own, added(dot(B, 4), Stand.operation(9), "x"));
        assertEquals(List.of(written(holding(own), 1)), stand.reply(C, beyond(theirs)));
    }

    @Test
    void whatOthersHaveDeletedIsNew() {
        StoredObject minted = holding(added(dot(A, 1), Stand.operation(9), "x"), added(dot(A, 2), OPERATION, "x"));
        begin(minted, Safeguards.ALL);
        Sibling delete = new Sibling(dot(B, 4), 1, Stand.operation(8), null);
        StoredObject theirs = StoredObject.of(
                minted.context().with(dot(B, 4)), List.of(minted.siblings().getLast(), delete), 0);
        assertEquals(List.of(written(minted, 1)), stand.reply(B, beyond(theirs)));
    }

    @Test
    void everyEighthAdditionUnitesWhatStands() {
        begin(standing(Registers.UNITED_AFTER), Safeguards.ALL);
        assertEquals(List.of(second(Attempt.SUPERSEDE)), stand.reply(B, stored(FIRST)));
        StoredObject united = holding(added(dot(A, 9), OPERATION, "x", "old1"));
        assertEquals(List.of(B, C), receivers(stand.reply(A, minted(SECOND, united))));
        stand.reply(A, stored(SECOND));
        assertEquals(List.of(written(united, 1)), stand.reply(C, stored(SECOND)));
        assertTrue(stand.isDone());
    }

    @Test
    void itTakesInWhatOthersKnowBefore() {
        StoredObject minted = standing(Registers.UNITED_AFTER);
        begin(minted, Safeguards.ALL);
        StoredObject theirs = holding(minted.siblings().getLast(), new Sibling(dot(B, 4), 1, Stand.operation(9), null));
        assertEquals(List.of(sent(A, merge(LEARN, theirs))), stand.reply(B, beyond(theirs)));
        assertEquals(List.of(second(Attempt.SUPERSEDE)), stand.reply(A, stored(LEARN)));
    }

    @Test
    void whatHasEndedIsTakenAwayWhenOthersHaveNothingToSay() {
        Sibling old = new Sibling(dot(A, 1), 1, Stand.operation(8), null, Expiry.at(0), new Registers(of("old")));
        begin(holding(old, added(dot(A, 2), OPERATION, "x")), Safeguards.ALL);
        assertEquals(List.of(second(Attempt.SUPERSEDE)), stand.reply(B, stored(FIRST)));
    }

    private static StoredObject holdingAValueToo(Sibling own) {
        return holding(own, new Sibling(dot(B, 4), 9, Stand.operation(9), Value.of("a string")));
    }

    @Test
    void whatWasAddedToSomethingElseIsTakenBack() {
        Sibling own = added(dot(A, 1), OPERATION, "x");
        begin(holding(own), Safeguards.ALL);
        StoredObject theirs = holdingAValueToo(own);
        assertEquals(List.of(sent(A, merge(LEARN, theirs))), stand.reply(B, beyond(theirs)));
        assertEquals(List.of(second(Attempt.TAKE_BACK)), stand.reply(A, stored(LEARN)));
        stand.reply(A, minted(SECOND, theirs));
        stand.reply(A, stored(SECOND));
        assertEquals(List.of(failed(Failure.WRONG_TYPE)), stand.reply(C, stored(SECOND)));
    }

    /// A client is told that it is counted, and readers are shown something else.
    @Test
    void staysHiddenWithoutThatRule() {
        Sibling own = added(dot(A, 1), OPERATION, "x");
        begin(holding(own), Safeguards.without(Safeguard.TAKE_BACK_WRONG_TYPE));
        assertEquals(List.of(written(holding(own), 1)), stand.reply(B, beyond(holdingAValueToo(own))));
    }
}
