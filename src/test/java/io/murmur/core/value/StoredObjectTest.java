package io.murmur.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What readers are shown of what is stored.
class StoredObjectTest {

    private static final ActorId A = new ActorId(new NodeId(1), 1);
    private static final ActorId B = new ActorId(new NodeId(2), 1);
    private static final ActorId C = new ActorId(new NodeId(-1), 1);

    private static Sibling sibling(ActorId actor, long time, long operation, @Nullable String value) {
        return new Sibling(
                new Dot(actor, 1), time, new OperationId(5, operation), value == null ? null : Value.of(value));
    }

    private static StoredObject holding(Sibling... siblings) {
        VersionVector context = VersionVector.EMPTY;
        for (Sibling sibling : siblings) {
            context = context.with(sibling.dot());
        }
        return StoredObject.of(context, List.of(siblings), 0);
    }

    private static List<String> shown(StoredObject object, ConflictRule rule) {
        return object.visible(rule, 0).stream()
                .map(sibling -> String.valueOf(sibling.value()))
                .toList();
    }

    @Test
    void showsAllConcurrentWritesLastWriterFirst() {
        StoredObject object = holding(sibling(A, 5, 1, "a"), sibling(B, 9, 2, "b"), sibling(C, 7, 3, "c"));
        assertEquals(List.of("b", "c", "a"), shown(object, ConflictRule.SIBLINGS));
        assertEquals(List.of("b"), shown(object, ConflictRule.LAST_WRITER));
        assertTrue(object.isAlive());
    }

    @Test
    void breaksTiesOfTimeByActorUnsigned() {
        StoredObject object = holding(sibling(A, 5, 1, "a"), sibling(B, 5, 2, "b"), sibling(C, 5, 3, "c"));
        assertEquals(List.of("c", "b", "a"), shown(object, ConflictRule.SIBLINGS));
        assertEquals(List.of("c"), shown(object, ConflictRule.LAST_WRITER));
    }

    @Test
    void ordersTimesUnsigned() {
        StoredObject object = holding(sibling(A, -1, 1, "a"), sibling(B, 5, 2, "b"));
        assertEquals(List.of("a", "b"), shown(object, ConflictRule.SIBLINGS));
    }

    @Test
    void showsARepeatedOperationOnce() {
        StoredObject object = holding(sibling(A, 5, 1, "v"), sibling(B, 6, 1, "v"), sibling(C, 4, 2, "w"));
        assertEquals(List.of("v", "w"), shown(object, ConflictRule.SIBLINGS));
        assertEquals(List.of("v"), shown(object, ConflictRule.LAST_WRITER));
        assertEquals(3, object.siblings().size());
    }

    @Test
    void showsValuesBesideAConcurrentDeleteUnlessTheLastWriterCounts() {
        StoredObject deletedLast = holding(sibling(A, 5, 1, "a"), sibling(B, 9, 2, null));
        assertEquals(List.of("a"), shown(deletedLast, ConflictRule.SIBLINGS));
        assertEquals(List.of(), shown(deletedLast, ConflictRule.LAST_WRITER));
        StoredObject deletedFirst = holding(sibling(A, 5, 1, "a"), sibling(B, 2, 2, null));
        assertEquals(List.of("a"), shown(deletedFirst, ConflictRule.SIBLINGS));
        assertEquals(List.of("a"), shown(deletedFirst, ConflictRule.LAST_WRITER));
    }

    @Test
    void aDeletedKeyIsKnownButNotAlive() {
        StoredObject deleted = holding(sibling(A, 5, 1, null));
        assertTrue(deleted.isKnown());
        assertFalse(deleted.isAlive());
        assertEquals(List.of(), shown(deleted, ConflictRule.SIBLINGS));
        assertFalse(StoredObject.ABSENT.isKnown());
        assertFalse(StoredObject.ABSENT.isAlive());
    }

    @Test
    void anEmptyValueIsAValue() {
        StoredObject object = holding(sibling(A, 5, 1, ""));
        assertTrue(object.isAlive());
        assertEquals(List.of(""), shown(object, ConflictRule.SIBLINGS));
    }

    @Test
    void whatIsShownIsAliveCausallyNewestAndNamesNoOperationTwice() {
        for (int seed = 0; seed < 1500; seed++) {
            RandomHistory history = new RandomHistory(seed, 30);
            for (int i = 0; i < 10; i++) {
                StoredObject object = history.anyReached().object();
                List<Sibling> visible = object.visible(ConflictRule.SIBLINGS, 0);
                String at = "seed " + seed + ": " + object;
                boolean isPlain =
                        object.siblings().stream().anyMatch(sibling -> sibling.isValue() && sibling.element() == null);
                assertEquals(isPlain, !visible.isEmpty(), at);
                assertTrue(visible.stream().allMatch(sibling -> object.holds(sibling.dot())), at);
                assertEquals(
                        visible.size(),
                        visible.stream().map(Sibling::operation).distinct().count(),
                        at);
                assertTrue(object.visible(ConflictRule.LAST_WRITER, 0).size() <= 1, at);
                assertTrue(
                        visible.containsAll(object.visible(ConflictRule.LAST_WRITER, 0))
                                || visible.getFirst().amount() == null,
                        at);
            }
        }
    }

    @Test
    void theOrderOfWritersIsTotal() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Sibling> siblings = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String value = random.nextInt(3) == 0 ? null : "v" + random.nextInt(2);
                siblings.add(sibling(random.nextBoolean() ? A : C, random.nextInt(3) - 1, i, value));
            }
            List<Sibling> shuffled = new ArrayList<>(siblings);
            Collections.shuffle(shuffled, random);
            siblings.sort(Sibling::compareAsWriters);
            shuffled.sort(Sibling::compareAsWriters);
            for (int i = 0; i < siblings.size(); i++) {
                assertEquals(0, Sibling.compareAsWriters(siblings.get(i), shuffled.get(i)), "seed " + seed);
            }
        }
    }

    @Test
    void refusesSiblingsOutOfOrderTwiceOrOutsideOfTheContext() {
        Sibling a = sibling(A, 1, 1, "a");
        Sibling b = sibling(B, 1, 2, "b");
        VersionVector both = VersionVector.of(a.dot()).with(b.dot());
        VersionVector onlyA = VersionVector.of(a.dot());
        assertThrows(InvariantViolation.class, () -> StoredObject.of(both, List.of(b, a), 0));
        assertThrows(InvariantViolation.class, () -> StoredObject.of(both, List.of(a, a), 0));
        assertThrows(InvariantViolation.class, () -> StoredObject.of(onlyA, List.of(a, b), 0));
    }

    /// Of `actor`, said at `said`, about what `knows` covers.
    private static Sibling expiry(ActorId actor, long said, long at, VersionVector knows) {
        return new Sibling(new Dot(actor, 2), 0, new OperationId(6, at), null, new Expiry(at, said, knows));
    }

    private static Sibling ending(ActorId actor, long at) {
        return new Sibling(new Dot(actor, 1), 0, new OperationId(5, 1), Value.of("v"), Expiry.at(at));
    }

    private static VersionVector of(ActorId actor, long counter) {
        return VersionVector.of(new Dot(actor, counter));
    }

    @Test
    void isShownUntilItsEnd() {
        StoredObject object = holding(ending(A, 100));
        assertTrue(object.isAliveAt(99));
        assertFalse(object.isAliveAt(100));
        assertEquals(1, object.visible(ConflictRule.SIBLINGS, 99).size());
        assertEquals(0, object.visible(ConflictRule.SIBLINGS, 100).size());
        assertTrue(object.isAlive(), "until it is purged");
        assertEquals(100, object.endsAt());
    }

    @Test
    void anExpiryCountsInsteadOfTheEndItKnew() {
        assertEquals(50, holding(ending(A, 100), expiry(B, 10, 50, of(A, 1))).endsAt());
        assertEquals(900, holding(ending(A, 100), expiry(B, 10, 900, of(A, 1))).endsAt());
        StoredObject persisted = holding(ending(A, 100), expiry(B, 10, Expiry.NEVER, of(A, 1)));
        assertEquals(Expiry.NEVER, persisted.endsAt());
        assertEquals(1, persisted.visible(ConflictRule.LAST_WRITER, 5_000).size(), "an expiry is no writer");
    }

    @Test
    void anExpiryIsNotAboutWhatItDidNotKnow() {
        StoredObject object = holding(sibling(A, 5, 1, "a"), expiry(B, 10, 50, of(C, 1)));
        assertEquals(Expiry.NEVER, object.endsAt());
    }

    @Test
    void ofConcurrentExpiriesTheLongestCounts() {
        Sibling value = ending(A, 100);
        assertEquals(
                80,
                holding(value, expiry(B, 10, 50, of(A, 1)), expiry(C, 11, 80, of(A, 1)))
                        .endsAt());
        StoredObject persisted = holding(value, expiry(B, 10, 50, of(A, 1)), expiry(C, 11, Expiry.NEVER, of(A, 1)));
        assertEquals(Expiry.NEVER, persisted.endsAt());
    }

    @Test
    void aLaterExpiryCountsInsteadOfOneItKnew() {
        VersionVector both = of(A, 1).with(new Dot(B, 2));
        assertEquals(
                60,
                holding(ending(A, 100), expiry(B, 10, 90, of(A, 1)), expiry(C, 11, 60, both))
                        .endsAt());
    }

    /// Its owner may not have purged it yet when somebody else, who has, gives a new value another end.
    @Test
    void whatHasEndedDoesNotComeBack() {
        assertEquals(100, holding(ending(A, 100), expiry(B, 200, 900, of(A, 1))).endsAt());
        VersionVector both = of(A, 1).with(new Dot(B, 2));
        Sibling value = sibling(A, 5, 1, "a");
        assertEquals(
                90,
                holding(value, expiry(B, 10, 90, of(A, 1)), expiry(C, 95, 900, both))
                        .endsAt());
        assertEquals(
                900,
                holding(value, expiry(B, 10, 90, of(A, 1)), expiry(C, 85, 900, both))
                        .endsAt());
    }
}
