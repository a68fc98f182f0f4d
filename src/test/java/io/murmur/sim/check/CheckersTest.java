package io.murmur.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.listing.CountsAreExact;
import io.murmur.sim.check.listing.PagesAreInOrder;
import io.murmur.sim.check.listing.ScansShowLivingKeys;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each checker accepts a good history and rejects each bad one. Operation n starts at n x 10 and ends at n x
/// 10 + 5.
class CheckersTest {

    private static final Key KEY = Key.of("k");
    private static final NodeId OWNER = new NodeId(0xA);
    private static final ActorId A = new ActorId(OWNER, 1);
    private static final ActorId B = new ActorId(new NodeId(0xB), 1);

    private final History history = new History(new Partitions(2));

    private static OperationId id(long number) {
        return new OperationId(7, number);
    }

    private static Sibling sibling(Dot dot, long operation) {
        return new Sibling(dot, dot.counter(), id(operation), Value.of("v" + operation));
    }

    private static StoredObject object(VersionVector context, Sibling... siblings) {
        return StoredObject.of(context, Arrays.asList(siblings), 0);
    }

    private static VersionVector context(Dot... dots) {
        VersionVector context = VersionVector.EMPTY;
        for (Dot dot : dots) {
            context = context.with(dot);
        }
        return context;
    }

    private void operation(long number, Key key, boolean writes, boolean plain, Outcome outcome) {
        var operation = new History.Operation(number, key, writes ? id(number) : null, plain, number * 10);
        history.add(operation);
        operation.end(outcome, number * 10 + 5);
    }

    private void tried(Outcome outcome, boolean isOwed) {
        var operation = new History.Operation(1, KEY, id(1), true, 10);
        history.note(new Fact.Try(operation, outcome, isOwed));
    }

    @Test
    void whoHasAQuorumMustBeServed() {
        tried(new Outcome.Failed(Failure.UNKNOWN), false);
        tried(new Outcome.Failed(Failure.TOO_MANY_SIBLINGS), true);
        tried(new Outcome.Read(StoredObject.ABSENT), true);
        new QuorumsAreServed().check(history);
        assertEquals(List.of(), history.violations());
        tried(new Outcome.Failed(Failure.UNKNOWN), true);
        new QuorumsAreServed().check(history);
        assertEquals(1, history.violations().size());
    }

    /// Write `number` minted `dot` where `before` was known, and was acknowledged.
    private void write(long number, boolean plain, StoredObject minted, Dot dot) {
        operation(number, KEY, true, plain, new Outcome.Written(Known.of(minted.context()), true));
        mint(number, minted, dot, Attempt.FIRST);
    }

    private void mint(long number, StoredObject minted, Dot dot, Attempt attempt) {
        history.minted(new History.Minting(dot, KEY, id(number), minted, attempt, number * 10 + 2));
    }

    private void read(long number, StoredObject seen) {
        operation(number, KEY, false, true, new Outcome.Read(seen));
    }

    private int breaches(Checker checker) {
        checker.check(history);
        return history.violations().size();
    }

    /// Of a history with the same operations, and `fact`.
    private int breaches(Checker checker, Fact fact) {
        History other = new History(new Partitions(2));
        history.operations().forEach(other::add);
        other.note(fact);
        checker.check(other);
        return other.violations().size();
    }

    private static Dot a(long counter) {
        return new Dot(A, counter);
    }

    private static Dot b(long counter) {
        return new Dot(B, counter);
    }

    private static final StoredObject FIRST = object(context(a(1)), sibling(a(1), 1));
    private static final StoredObject SECOND = object(context(a(2)), sibling(a(2), 2));

    @Test
    void anAcknowledgedWriteMaySurviveInWhoeverKnewIt() {
        write(1, true, FIRST, a(1));
        read(2, FIRST);
        write(3, true, object(context(a(2)), sibling(a(2), 3)), a(2));
        read(4, object(context(a(2)), sibling(a(2), 3)));
        assertEquals(0, breaches(new AcknowledgedWritesSurvive(true)));
    }

    @Test
    void anAcknowledgedWriteMustNotBeGone() {
        write(1, true, FIRST, a(1));
        read(2, StoredObject.ABSENT);
        assertEquals(1, breaches(new AcknowledgedWritesSurvive(true)));
    }

    @Test
    void anAcknowledgedWriteMustNotBeHiddenByOneThatDidNotKnowIt() {
        write(1, true, FIRST, a(1));
        StoredObject other = object(context(b(1)), sibling(b(1), 2));
        write(2, false, other, b(1));
        read(3, object(context(a(1), b(1)), sibling(b(1), 2)));
        assertEquals(1, breaches(new AcknowledgedWritesSurvive(true)));
    }

    @Test
    void anAcknowledgedWriteHasAnEvent() {
        operation(1, KEY, true, true, new Outcome.Written(Known.of(context(a(1))), false));
        read(2, FIRST);
        assertEquals(1, breaches(new AcknowledgedWritesSurvive(true)));
    }

    @Test
    void aReadThatBeganBeforeTheAcknowledgementMayMissIt() {
        write(2, true, FIRST, a(1));
        read(1, StoredObject.ABSENT);
        assertEquals(0, breaches(new AcknowledgedWritesSurvive(true)));
    }

    @Test
    void aDotNamesOneWrite() {
        mint(1, FIRST, a(1), Attempt.FIRST);
        mint(1, FIRST, a(1), Attempt.FIRST);
        assertEquals(0, history.violations().size());
        mint(2, FIRST, a(1), Attempt.FIRST);
        assertEquals(1, history.violations().size());
    }

    @Test
    void aPlainWriteSupersedesWhatWasAcknowledgedBefore() {
        write(1, true, FIRST, a(1));
        write(2, true, SECOND, a(2));
        read(3, SECOND);
        assertEquals(0, breaches(new PlainWritesSupersede()));
        read(4, object(context(a(2)), sibling(a(1), 1), sibling(a(2), 2)));
        assertEquals(1, breaches(new PlainWritesSupersede()));
    }

    @Test
    void aWriteWithContextNeedNotSupersedeAnything() {
        write(1, true, FIRST, a(1));
        write(2, false, SECOND, a(2));
        read(3, object(context(a(2)), sibling(a(1), 1), sibling(a(2), 2)));
        assertEquals(0, breaches(new PlainWritesSupersede()));
    }

    @Test
    void readsNeverGoBack() {
        read(1, FIRST);
        read(2, SECOND);
        assertEquals(0, breaches(new ReadsNeverGoBack()));
        read(3, FIRST);
        assertEquals(1, breaches(new ReadsNeverGoBack()));
    }

    /// Two events of one operation may stand beside each other; it is readers who must not see both.
    @Test
    void oneOperationIsShownOnce() {
        read(1, object(context(a(1), b(1)), sibling(a(1), 1), sibling(b(1), 1)));
        assertEquals(0, breaches(new OperationsTakeEffectOnce()));
        assertEquals(1, breaches(new OperationsTakeEffectOnce(StoredObject::siblings)));
    }

    @Test
    void theLastWriterIsShown() {
        StoredObject left = object(context(a(1)), new Sibling(a(1), 500, id(1), Value.of("left")));
        StoredObject right = object(context(b(1)), new Sibling(b(1), 400, id(2), Value.of("right")));
        mint(1, left, a(1), Attempt.FIRST);
        mint(2, right, b(1), Attempt.FIRST);
        read(3, left);
        read(4, StoredObject.ABSENT);
        read(
                5,
                object(
                        context(a(1), b(1)),
                        left.siblings().getFirst(),
                        right.siblings().getFirst()));
        assertEquals(0, breaches(new LastWriterIsShown()));
        assertEquals(1, breaches(new LastWriterIsShown(StoredObject::siblings)), "both");
        history.violations().clear();
        read(
                6,
                object(
                        context(a(1), b(1)),
                        new Sibling(a(1), 300, id(1), Value.of("left")),
                        right.siblings().getFirst()));
        assertEquals(1, breaches(new LastWriterIsShown()), "the time was changed on the way");
    }

    @Test
    void aDeleteMayBeTheLastWriter() {
        StoredObject value = object(context(a(1)), sibling(a(1), 1));
        StoredObject delete = object(context(b(2)), new Sibling(b(2), 2, id(2), null));
        mint(1, value, a(1), Attempt.FIRST);
        mint(2, delete, b(2), Attempt.FIRST);
        read(
                3,
                object(
                        context(a(1), b(2)),
                        value.siblings().getFirst(),
                        delete.siblings().getFirst()));
        assertEquals(0, breaches(new LastWriterIsShown()));
        assertEquals(1, breaches(new LastWriterIsShown(seen -> seen.visible(ConflictRule.SIBLINGS, 0))));
    }

    @Test
    void whatWasShownAndSupersededDoesNotTakeEffectAgain() {
        mint(1, FIRST, a(1), Attempt.FIRST);
        read(2, FIRST);
        StoredObject other = object(context(a(1), b(1)), sibling(b(1), 9));
        read(3, other);
        assertEquals(0, breaches(new SupersededStaysSuperseded()));
        StoredObject again = object(context(a(5), b(1)), sibling(a(5), 1));
        history.minted(new History.Minting(a(5), KEY, id(1), again, Attempt.FIRST, 42));
        read(5, again);
        assertEquals(1, breaches(new SupersededStaysSuperseded()));
    }

    @Test
    void aLateEventOfAnEarlierTryMayStandBeside() {
        read(2, FIRST);
        read(3, object(context(a(1), b(1)), sibling(b(1), 9)));
        StoredObject late = object(context(a(5), b(1)), sibling(a(5), 1));
        history.minted(new History.Minting(a(5), KEY, id(1), late, Attempt.FIRST, 12));
        read(5, late);
        assertEquals(0, breaches(new SupersededStaysSuperseded()));
    }

    @Test
    void whatIsRefusedIsNotCarriedOut() {
        var refused = new History.Operation(1, KEY, id(1), true, 10);
        refused.end(new Outcome.Failed(Failure.TOO_FEW_OWNERS), 20);
        history.add(refused);
        assertEquals(0, breaches(new RefusedMeansNotExecuted()));
        history.minted(new History.Minting(a(1), KEY, id(1), FIRST, Attempt.FIRST, 12));
        assertEquals(1, breaches(new RefusedMeansNotExecuted()));
        history.violations().clear();
        refused.repeat();
        assertEquals(0, breaches(new RefusedMeansNotExecuted()), "an earlier try may have been carried out");
    }

    @Test
    void whatWasTakenBackIsNotSeenAfterTheAnswer() {
        operation(1, KEY, true, true, new Outcome.Failed(Failure.WRONG_TYPE));
        mint(1, FIRST, a(1), Attempt.FIRST);
        assertEquals(1, breaches(new RefusedMeansNotExecuted()));
        history.violations().clear();
        mint(1, object(context(a(2))), a(2), Attempt.TAKE_BACK);
        assertEquals(0, breaches(new RefusedMeansNotExecuted()));
        read(2, FIRST);
        assertEquals(1, breaches(new RefusedMeansNotExecuted()));
    }

    private static final List<Key> IN_ORDER =
            List.of("a", "b", "c", "d", "e", "f").stream().map(Key::of).sorted().toList();

    private List<Key> keysOf(int partition) {
        return IN_ORDER.stream()
                .filter(key -> history.partitionOf(key) == partition)
                .toList();
    }

    private int breachesOf(long fromHash, List<Key> keys, long nextHash, boolean last) {
        var listed = new Outcome.Listed(keys, nextHash, last);
        return breaches(new PagesAreInOrder(), new Fact.Page(new ClientOperation.List(0, fromHash, 2), listed, 0));
    }

    @Test
    void pagesAreInOrder() {
        Key first = keysOf(0).get(0);
        Key second = keysOf(0).get(1);
        assertEquals(0, breachesOf(0, List.of(first, second), second.hash() + 1, false));
        assertEquals(0, breachesOf(0, List.of(), 0, true));
        assertEquals(1, breachesOf(0, List.of(second, first), second.hash() + 1, false));
        assertEquals(1, breachesOf(0, List.of(first, first), second.hash() + 1, false));
        assertEquals(1, breachesOf(first.hash() + 1, List.of(first, second), second.hash() + 1, false));
        assertEquals(1, breachesOf(0, List.of(keysOf(1).getFirst()), 0, true));
        assertEquals(1, breachesOf(0, List.of(first, second), second.hash(), false));
        assertEquals(1, breachesOf(first.hash(), List.of(), first.hash(), false));
    }

    private void readLast(long number, Key key, boolean alive) {
        Sibling value = new Sibling(a(number), 1, id(number), alive ? Value.of("v") : null);
        operation(number, key, false, true, new Outcome.Read(object(context(a(number)), value)));
    }

    private int breachesOfScan(List<Key> keys) {
        return breaches(new ScansShowLivingKeys(), new Fact.Scan(0, keys));
    }

    @Test
    void aScanShowsExactlyTheLivingKeysEachOnce() {
        List<Key> keys = keysOf(0);
        readLast(1, keys.get(0), false);
        readLast(2, keys.get(0), true);
        readLast(3, keys.get(1), true);
        readLast(4, keys.get(1), false);
        readLast(5, keys.get(2), true);
        readLast(6, keysOf(1).getFirst(), true);
        List<Key> living = List.of(keys.get(0), keys.get(2));
        assertEquals(0, breachesOfScan(living));
        assertEquals(1, breachesOfScan(List.of(keys.get(0))));
        assertEquals(1, breachesOfScan(List.of(keys.get(0), keys.get(1), keys.get(2))));
        assertEquals(1, breachesOfScan(List.of(keys.get(0), keys.get(2), keys.get(2))));
        assertEquals(1, breachesOfScan(living.reversed()));
        assertEquals(1, breachesOfScan(List.of()));
    }

    private int breachesOfCount(long counted) {
        return breaches(new CountsAreExact(), new Fact.Count(OWNER, 0, counted));
    }

    @Test
    void anOwnerCountsTheLivingKeys() {
        readLast(1, keysOf(0).get(0), true);
        readLast(2, keysOf(0).get(1), false);
        readLast(3, keysOf(1).get(0), true);
        assertEquals(0, breachesOfCount(1));
        assertEquals(1, breachesOfCount(2));
        assertEquals(1, breachesOfCount(0));
    }
}
