package io.murmur.core.entropy.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectionAnswerTest {

    private static final int PARTITION = 3;
    private static final Dot DOT = new Dot(new ActorId(new NodeId(1), 2), 3);
    private static final StoredObject OBJECT = StoredObject.of(
            VersionVector.of(DOT), List.of(new Sibling(DOT, 1, new OperationId(1, 1), Value.of("v"))), 0);
    private static final StoredObject OTHER = StoredObject.of(
            VersionVector.of(DOT), List.of(new Sibling(DOT, 1, new OperationId(1, 1), Value.of("w"))), 0);

    private final Responder responder = new Responder(_ -> List.of(), Safeguards.ALL);
    private final Rows rows = new Rows();
    private final MerkleTree tree = new MerkleTree();

    /// Rows in memory.
    private static final class Rows implements Holdings {
        private final TreeMap<Key, StoredObject> objects = new TreeMap<>();
        private final TreeMap<Key, Long> index = new TreeMap<>();
        private Predicate<Key> isUnreadable = _ -> false;
        private boolean changesMeanwhile;

        @Override
        public @Nullable StoredObject object(int partition, Key key) {
            return isUnreadable.test(key) ? null : objects.getOrDefault(key, StoredObject.ABSENT);
        }

        @Override
        public HeldSegment segment(int partition, int segment) {
            List<HeldKey> held = new ArrayList<>();
            index.forEach((key, digest) -> {
                if (MerkleTree.segmentOf(key.hash()) == segment) {
                    held.add(new HeldKey(key, digest, Expiry.NEVER));
                }
            });
            return new HeldSegment(held, segment + 1, true);
        }

        @Override
        public long digest(int partition, Key key) {
            return changesMeanwhile ? -1 : index.getOrDefault(key, 0L);
        }
    }

    private void put(Key key) {
        long digest = ObjectDigest.contentOf(OBJECT);
        rows.objects.put(key, OBJECT);
        rows.index.put(key, digest);
        tree.change(key.hash(), 0, digest);
    }

    private List<Key> putMany() {
        List<Key> keys = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            Key key = Key.of("key" + number);
            keys.add(key);
            put(key);
        }
        keys.sort(Comparator.comparingInt(key -> MerkleTree.segmentOf(key.hash())));
        return keys;
    }

    private SyncReply.Inspected inspect(int segment, int bytesMax) {
        ItemList segments = new ItemList();
        for (int i = 0; i < MerkleTree.SEGMENTS; i++) {
            if (tree.segment(i) != 0) {
                segments.add(Items.ofSegment(PARTITION, i, tree.segment(i)));
            }
        }
        boolean fits = tree.segment(segment) == rows.segment(PARTITION, segment).sum();
        Finding.Fit fit = fits ? Finding.Fit.FITS : Finding.Fit.DIFFERS;
        var request = new SyncRequest.Inspect(1, PARTITION, segment, bytesMax);
        return assertInstanceOf(
                SyncReply.Inspected.class, responder.answer(request, new Finding.OfInspection(segments, fit), rows));
    }

    private List<Flaw> flaws() {
        return inspect(0, 1 << 20).flaws();
    }

    @Test
    void whatIsAsItWasWrittenHasNoFlaw() {
        putMany();
        SyncReply.Inspected all = inspect(0, 1 << 20);
        assertEquals(List.of(), all.flaws());
        assertEquals(50, all.rows());
        assertEquals(50L * OBJECT.encoded().length, all.bytes());
        assertEquals(MerkleTree.SEGMENTS, all.nextSegment());
    }

    @Test
    void endsWhenThePageIsFull() {
        putMany();
        int found = 0;
        int pages = 0;
        for (int segment = 0; segment < MerkleTree.SEGMENTS; pages++) {
            SyncReply.Inspected page = inspect(segment, 5 * OBJECT.encoded().length);
            found += page.rows();
            segment = page.nextSegment();
        }
        assertEquals(50, found);
        assertTrue(pages >= 8 && pages <= 11, pages + " pages");
    }

    @Test
    void namesWhatCannotBeRead() {
        Key bad = putMany().get(20);
        rows.isUnreadable = bad::equals;
        assertEquals(List.of(new Flaw(Flaw.Kind.OBJECT_UNREADABLE, MerkleTree.segmentOf(bad.hash()), bad)), flaws());
    }

    @Test
    void namesWhatIsNotThereOrAnother() {
        List<Key> keys = putMany();
        rows.objects.remove(keys.get(10));
        rows.objects.put(keys.get(20), OTHER);
        assertEquals(
                List.of(Flaw.Kind.OBJECT_UNREADABLE, Flaw.Kind.OBJECT_UNLIKE_INDEX),
                flaws().stream().map(Flaw::kind).toList());
    }

    @Test
    void whatChangesWhileItIsReadIsNoFlaw() {
        rows.objects.put(putMany().get(20), OTHER);
        rows.changesMeanwhile = true;
        assertEquals(List.of(), flaws());
    }

    /// It may just have been written to: it begins the next page, which the lane judges.
    @Test
    void aSegmentUnlikeItsTreeComesFirstInItsPage() {
        Key gone = putMany().get(20);
        rows.index.remove(gone);
        int segment = MerkleTree.segmentOf(gone.hash());
        SyncReply.Inspected before = inspect(0, 1 << 20);
        assertEquals(List.of(), before.flaws());
        assertEquals(segment, before.nextSegment());
        assertEquals(
                List.of(new Flaw(Flaw.Kind.INDEX_UNLIKE_TREE, segment, null)),
                inspect(segment, 1 << 20).flaws());
    }
}
