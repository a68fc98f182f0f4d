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
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One change of elements by inputs and outputs; N = 3, W = R = 2. Clocks stand at 0, so an end at 0 has passed.
class ElementChangeTest {

    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int LEARN = 3;
    private static final OperationId OPERATION = Stand.operation(1);
    private static final Mutation ADD = put(KeyType.SET, "x", null);
    private static final Mutation SET = put(KeyType.HASH, "x", "v");
    private static final Mutation REMOVE = new Mutation.RemoveElements(KeyType.SET, List.of(Value.of("x")));

    private final Stand stand = new Stand();

    private static Mutation put(KeyType type, String name, @Nullable String value) {
        return new Mutation.PutElements(
                type, List.of(new Mutation.Entry(Value.of(name), value == null ? null : Value.of(value))));
    }

    private static Sibling element(Dot dot, OperationId operation, KeyType type, @Nullable String name) {
        boolean hasValue = type == KeyType.HASH && name != null;
        return new Sibling(
                dot,
                dot.counter(),
                operation,
                hasValue ? Value.of("v") : null,
                null,
                new Element(type, name == null ? null : Value.of(name)));
    }

    private static StoredObject holding(Sibling... siblings) {
        VersionVector context = VersionVector.EMPTY;
        for (Sibling sibling : siblings) {
            context = context.with(sibling.dot());
        }
        return StoredObject.of(context, List.of(siblings), 0);
    }

    private void begin(Mutation mutation, StoredObject minted, Safeguards safeguards, Value... found) {
        var put = new ClientOperation.Put(KEY, mutation, null, OPERATION, Tries.ONLY, 0);
        stand.begin(new WriteMachine(
                stand.target(),
                Stand.ticket(),
                put,
                new Level(2, 2),
                new CoordinatorSettings(Stand.LIMITS, safeguards)));
        stand.reply(A, minted(FIRST, minted, found));
        stand.reply(A, stored(FIRST));
    }

    private static ReplicaReply minted(int phase, StoredObject object, Value... found) {
        Dot dot = object.siblings().getFirst().dot();
        return new ReplicaReply.Minted(CORRELATION | phase, object, List.of(dot), true, List.of(found));
    }

    private static ReplicaReply beyond(StoredObject object) {
        return new ReplicaReply.Stored(CORRELATION | FIRST, object);
    }

    private static Output<Outcome> second(Mutation mutation) {
        var mint = new ReplicaRequest.Mint(routing(SECOND), KEY, mutation, null, OPERATION, Attempt.SUPERSEDE);
        return asked(A, mint, 1000);
    }

    private static Output<Outcome> written(StoredObject object, long number) {
        return answered(new Outcome.Written(object.known(), true, number));
    }

    @Test
    void aMemberThatOthersHoldIsNotNewAndNeedsNoSecondRound() {
        Sibling own = element(dot(A, 5), OPERATION, KeyType.SET, "x");
        StoredObject added = holding(own);
        begin(ADD, added, Safeguards.ALL);
        StoredObject theirs = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.SET, "x"));
        assertEquals(List.of(written(added, 0)), stand.reply(C, beyond(theirs)));
    }

    /// Of two that see each other one counts it.
    @Test
    void aMemberThatOthersAddedLaterIsNew() {
        Sibling own = element(dot(A, 3), OPERATION, KeyType.SET, "x");
        StoredObject added = holding(own);
        begin(ADD, added, Safeguards.ALL);
        StoredObject theirs = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.SET, "x"));
        assertEquals(List.of(written(added, 1)), stand.reply(C, beyond(theirs)));
    }

    @Test
    void aMemberThatNobodyHoldsIsNew() {
        StoredObject added = holding(element(dot(A, 1), OPERATION, KeyType.SET, "x"));
        begin(ADD, added, Safeguards.ALL);
        assertEquals(List.of(written(added, 1)), stand.reply(C, stored(FIRST)));
    }

    @Test
    void aMemberThatItsReplicaHeldIsNotNew() {
        StoredObject added = holding(element(dot(A, 2), OPERATION, KeyType.SET, "x"));
        begin(ADD, added, Safeguards.ALL, Value.of("x"));
        assertEquals(List.of(written(added, 0)), stand.reply(C, stored(FIRST)));
    }

    @Test
    void aFieldThatOthersHoldIsTakenInAndReplaced() {
        Sibling own = element(dot(A, 5), OPERATION, KeyType.HASH, "x");
        begin(SET, holding(own), Safeguards.ALL);
        StoredObject theirs = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.HASH, "x"));
        learnAndRepeat(SET, theirs, holding(element(dot(A, 6), OPERATION, KeyType.HASH, "x")), 0);
    }

    @Test
    void anElementThatOthersHoldIsTakenInAndRemoved() {
        Sibling own = element(dot(A, 1), OPERATION, KeyType.SET, null);
        begin(REMOVE, holding(own), Safeguards.ALL);
        StoredObject theirs = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.SET, "x"));
        learnAndRepeat(REMOVE, theirs, holding(element(dot(A, 2), OPERATION, KeyType.SET, null)), 1);
    }

    private void learnAndRepeat(Mutation mutation, StoredObject theirs, StoredObject anew, long number) {
        assertEquals(List.of(sent(A, merge(LEARN, theirs))), stand.reply(B, beyond(theirs)));
        assertEquals(List.of(second(mutation)), stand.reply(A, stored(LEARN)));
        assertEquals(List.of(B, C), receivers(stand.reply(A, minted(SECOND, anew))));
        stand.reply(A, stored(SECOND));
        assertEquals(List.of(written(anew, number)), stand.reply(C, stored(SECOND)));
        assertTrue(stand.isDone());
    }

    /// The first round leaves it in place: others may have heard that it goes on.
    @Test
    void whatHadEndedForTheOwnReplicaIsCountedIfItLivesAndRemovedInTheSecondRound() {
        Sibling own = element(dot(A, 2), OPERATION, KeyType.SET, null);
        StoredObject left = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.SET, "x"));
        begin(REMOVE, left, Safeguards.ALL);
        assertEquals(List.of(second(REMOVE)), stand.reply(B, stored(FIRST)));
        StoredObject anew = holding(element(dot(A, 3), OPERATION, KeyType.SET, null));
        stand.reply(A, minted(SECOND, anew));
        stand.reply(A, stored(SECOND));
        assertEquals(List.of(written(anew, 1)), stand.reply(C, stored(SECOND)));
    }

    /// A client is told that it removed, and it is still there.
    @Test
    void leavesItIfItLearnsNothing() {
        Sibling own = element(dot(A, 1), OPERATION, KeyType.SET, null);
        begin(REMOVE, holding(own), Safeguards.without(Safeguard.LEARN_OF_ELEMENTS));
        StoredObject theirs = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.SET, "x"));
        assertEquals(List.of(written(holding(own), 1)), stand.reply(B, beyond(theirs)));
    }

    @Test
    void otherElementsOfOthersDoNotMatter() {
        Sibling own = element(dot(A, 1), OPERATION, KeyType.SET, null);
        begin(REMOVE, holding(own), Safeguards.ALL);
        StoredObject theirs = holding(own, element(dot(B, 4), Stand.operation(9), KeyType.SET, "y"));
        assertEquals(List.of(written(holding(own), 0)), stand.reply(B, beyond(theirs)));
    }

    private static StoredObject holdingAValueToo(Sibling own) {
        return holding(own, new Sibling(dot(B, 4), 9, Stand.operation(9), Value.of("a string")));
    }

    @Test
    void whatWasPutIntoSomethingElseIsTakenBack() {
        Sibling own = element(dot(A, 1), OPERATION, KeyType.SET, "x");
        begin(ADD, holding(own), Safeguards.ALL);
        StoredObject theirs = holdingAValueToo(own);
        assertEquals(List.of(sent(A, merge(LEARN, theirs))), stand.reply(B, beyond(theirs)));
        var back = new ReplicaRequest.Mint(routing(SECOND), KEY, ADD, null, OPERATION, Attempt.TAKE_BACK);
        assertEquals(List.of(asked(A, back, 1000)), stand.reply(A, stored(LEARN)));
        stand.reply(A, minted(SECOND, holding(element(dot(A, 2), OPERATION, KeyType.SET, null))));
        stand.reply(A, stored(SECOND));
        assertEquals(List.of(failed(Failure.WRONG_TYPE)), stand.reply(C, stored(SECOND)));
    }

    /// A client is told that it is in place, and readers are shown something else.
    @Test
    void staysHiddenWithoutThatRule() {
        Sibling own = element(dot(A, 1), OPERATION, KeyType.SET, "x");
        begin(ADD, holding(own), Safeguards.without(Safeguard.TAKE_BACK_WRONG_TYPE));
        assertEquals(List.of(written(holding(own), 1)), stand.reply(B, beyond(holdingAValueToo(own))));
    }

    /// Whatever could say that it goes on was acknowledged before, and so many owners would know it.
    @Test
    void whatHasEndedIsTakenAwayWhenOthersHaveNothingToSay() {
        Sibling old = new Sibling(
                dot(A, 1), 1, Stand.operation(8), null, Expiry.at(0), new Element(KeyType.SET, Value.of("old")));
        begin(ADD, holding(old, element(dot(A, 2), OPERATION, KeyType.SET, "x")), Safeguards.ALL);
        assertEquals(List.of(second(ADD)), stand.reply(B, stored(FIRST)));
    }
}
