package io.murmur.core.replica.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.ReplicaReply.RowsListed;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is shown without a read is what a read would show.
class MergedPageTest {

    private static final List<Key> KEYS = IntStream.range(0, 6)
            .mapToObj(number -> Key.of("k" + number))
            .sorted()
            .toList();
    private static final long NOW = 1000;
    private static final int DOUBTED_MAX = 64;

    private static ListedRow living(int key) {
        return new ListedRow(KEYS.get(key), key, Shown.LIVING);
    }

    /// The last page of an owner.
    private static RowsListed all(ListedRow... rows) {
        return new RowsListed(1, List.of(rows), 0, true);
    }

    /// A page that ends before a key.
    private static RowsListed until(int key, ListedRow... rows) {
        return new RowsListed(1, List.of(rows), KEYS.get(key).hash(), false);
    }

    private static MergedPage merge(RowsListed... pages) {
        return MergedPage.of(List.of(pages), DOUBTED_MAX);
    }

    private static List<Key> keys(Integer... numbers) {
        return List.of(numbers).stream().map(KEYS::get).toList();
    }

    @Test
    void showsWithoutAQuestionWhatAllHave() {
        assertEquals(
                new MergedPage(keys(0, 1), List.of(), 0, true),
                merge(all(living(0), living(1)), all(living(0), living(1))));
        assertEquals(new MergedPage(List.of(), List.of(), 0, true), merge(all(), all()));
    }

    @Test
    void doubtsWhatOneShowsAndAnotherDoesNotHave() {
        assertEquals(
                new MergedPage(keys(0, 1, 2), keys(0, 2), 0, true),
                merge(all(living(1), living(2)), all(living(0), living(1))));
    }

    @Test
    void reachesAsFarAsTheShortestPage() {
        MergedPage page = merge(until(2, living(0), living(1)), all(living(0), living(1), living(2), living(3)));
        assertEquals(new MergedPage(keys(0, 1), List.of(), KEYS.get(2).hash(), false), page);
        // Where the longer one has nothing, it does not say that there is nothing beyond its end.
        page = merge(until(4, living(0)), until(1, living(0)), all());
        assertEquals(new MergedPage(keys(0), keys(0), KEYS.get(1).hash(), false), page);
    }

    @Test
    void endsBehindSoManyDoubtedKeys() {
        RowsListed full = all(living(0), living(1), living(2), living(3));
        MergedPage page = MergedPage.of(List.of(full, all(living(1))), 2);
        assertEquals(new MergedPage(keys(0, 1, 2), keys(0, 2), KEYS.get(3).hash(), false), page);
        // What comes behind them is not shown either, though nobody doubts it.
        page = MergedPage.of(List.of(full, all(living(3))), 1);
        assertEquals(new MergedPage(keys(0), keys(0), KEYS.get(1).hash(), false), page);
    }

    /// Goal: whatever two or three owners hold of a key, what is shown undoubted shows a value when merged, and what
    /// is left out does not. Method: all pairs and triples of what writers who know of each other, or do not, can
    /// leave at owners.
    @Test
    void judgesAsTheMergeOfTheObjectsDoes() {
        List<StoredObject> objects = objects();
        ObjectMerge merge = new ObjectMerge(Safeguards.ALL);
        int doubted = 0;
        int shown = 0;
        for (StoredObject one : objects) {
            for (StoredObject other : objects) {
                for (StoredObject third : objects) {
                    StoredObject merged = merge.merge(merge.merge(one, other), third);
                    MergedPage page = merge(pageOf(one), pageOf(other), pageOf(third));
                    doubted += page.doubted().size();
                    shown += page.keys().size();
                    boolean isSure = page.doubted().isEmpty();
                    assertTrue(!isSure || merged.isAliveAt(NOW) == !page.keys().isEmpty(), one + " " + other);
                }
            }
        }
        assertTrue(doubted > 0 && shown > doubted);
        assertTrue(doubted < objects.size() * objects.size() * objects.size());
    }

    /// What has ended for one, and is told to stay by an event another holds beside it, lives.
    @Test
    void doubtsWhatHasEndedForOneWhereAnotherMayKnowBetter() {
        StoredObject ended = objects().get(2);
        StoredObject persisted = objects().get(3);
        assertFalse(ended.isAliveAt(NOW) || persisted.isAliveAt(NOW));
        assertTrue(new ObjectMerge(Safeguards.ALL).merge(ended, persisted).isAliveAt(NOW));
        assertEquals(keys(0), merge(pageOf(ended), pageOf(persisted)).doubted());
    }

    private static RowsListed pageOf(StoredObject object) {
        RowPage page = new RowPage(new ReplicaRequest.ListRows(new Routing(1, 0, 0), 0, 10, NOW));
        if (object.isKnown()) {
            page.take(KEYS.getFirst(), IndexRow.of(object));
        }
        return page.listed();
    }

    private static Dot dot(long node) {
        return new Dot(new ActorId(new NodeId(node), 1), 1);
    }

    private static StoredObject object(VersionVector before, Sibling... siblings) {
        VersionVector context = before;
        for (Sibling sibling : siblings) {
            context = context.with(sibling.dot());
        }
        return StoredObject.of(context, List.of(siblings), 0);
    }

    private static Sibling sibling(long node, @Nullable String value, @Nullable Expiry expiry) {
        return new Sibling(dot(node), node, new OperationId(1, node), value == null ? null : Value.of(value), expiry);
    }

    private static List<StoredObject> objects() {
        VersionVector none = VersionVector.EMPTY;
        VersionVector first = none.with(dot(1));
        VersionVector both = first.with(dot(2));
        Sibling ending = sibling(1, "v", Expiry.at(NOW - 1));
        Sibling stays = sibling(3, null, new Expiry(Expiry.NEVER, 1, first));
        Sibling element =
                new Sibling(dot(8), 8, new OperationId(1, 8), null, null, new Element(KeyType.SET, Value.of("m")));
        List<StoredObject> objects = new ArrayList<>(List.of(
                StoredObject.ABSENT,
                object(none, sibling(1, "v", null)),
                object(none, ending),
                object(none, stays),
                object(none, ending, stays),
                object(first, sibling(4, null, null)),
                object(none, sibling(5, null, null)),
                object(none, sibling(2, "w", null)),
                object(none, sibling(1, "v", null), sibling(2, "w", null)),
                object(both, sibling(6, null, null)),
                object(both, sibling(7, "x", Expiry.at(NOW + 1))),
                object(none, element),
                object(none.with(dot(8)), sibling(9, null, null))));
        assertEquals(
                objects.size(),
                new TreeSet<>(objects.stream().map(Object::toString).toList()).size());
        return objects;
    }
}
