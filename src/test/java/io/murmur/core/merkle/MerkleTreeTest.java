package io.murmur.core.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A tree against one made anew from what the replica holds.
class MerkleTreeTest {

    private static final int SEEDS = 200;

    private static MerkleTree madeFrom(Map<Long, Long> digests) {
        MerkleTree tree = new MerkleTree();
        digests.forEach((hash, digest) -> tree.change(hash, 0, digest));
        return tree;
    }

    @Test
    void followsFromWhatIsThereWhateverTheHistory() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Map<Long, Long> digests = new TreeMap<>();
            MerkleTree tree = new MerkleTree();
            for (int i = 0; i < 300; i++) {
                long hash = (long) random.nextInt(64) << random.nextInt(60);
                long before = digests.getOrDefault(hash, 0L);
                long after = random.nextInt(4) == 0 ? 0 : random.nextLong();
                tree.change(hash, before, after);
                digests.put(hash, after);
            }
            digests.values().removeIf(digest -> digest == 0);
            assertEquals(madeFrom(digests), tree, "seed " + seed);
            digests.forEach((hash, digest) -> tree.change(hash, digest, 0));
            assertEquals(0, tree.root(), "seed " + seed);
            assertEquals(new MerkleTree(), tree, "seed " + seed);
        }
    }

    @Test
    void changesOneSegmentAndTheRoot() {
        MerkleTree tree = madeFrom(new TreeMap<>(Map.of(1L, 7L, -1L, 9L)));
        long first = tree.segment(0);
        long last = tree.segment(MerkleTree.SEGMENTS - 1);
        long root = tree.root();
        tree.change(-2, 0, 5);
        assertEquals(first, tree.segment(0));
        assertNotEquals(last, tree.segment(MerkleTree.SEGMENTS - 1));
        assertNotEquals(root, tree.root());
    }

    @Test
    void rootIsTheSumOfItsSegments() {
        Random random = new Random(1);
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < 5000; i++) {
            tree.change(random.nextLong(), 0, random.nextLong());
        }
        long sum = 0;
        for (int segment = 0; segment < MerkleTree.SEGMENTS; segment++) {
            sum += tree.segment(segment);
        }
        assertEquals(sum, tree.root());
    }

    @Test
    void tellsKeysAndDigestsApart() {
        assertNotEquals(MerkleTree.itemOf(1, 2), MerkleTree.itemOf(2, 1));
        assertNotEquals(MerkleTree.itemOf(1, 1), MerkleTree.itemOf(2, 2));
        MerkleTree swapped = madeFrom(new TreeMap<>(Map.of(1L, 20L, 2L, 10L)));
        assertNotEquals(madeFrom(new TreeMap<>(Map.of(1L, 10L, 2L, 20L))).root(), swapped.root());
    }

    @Test
    void segmentsAreRangesOfHashesInOrder() {
        for (int segment = 0; segment < MerkleTree.SEGMENTS; segment++) {
            long first = MerkleTree.firstHashOf(segment);
            assertEquals(segment, MerkleTree.segmentOf(first));
            assertEquals((segment + MerkleTree.SEGMENTS - 1) % MerkleTree.SEGMENTS, MerkleTree.segmentOf(first - 1));
        }
    }

    @Test
    void comesBackFromItsBytes() {
        for (MerkleTree tree : new MerkleTree[] {new MerkleTree(), madeFrom(new TreeMap<>(Map.of(1L, 7L, -1L, 9L)))}) {
            BytesWriter out = new BytesWriter(16);
            tree.writeTo(out);
            BytesReader in = new BytesReader(out.toByteArray());
            MerkleTree read = MerkleTree.readFrom(in);
            in.expectEnd();
            assertEquals(tree, read);
            assertEquals(tree.root(), read.root());
        }
    }

    @Test
    void refusesBytesThatAreNoTree() {
        assertThrows(MalformedBytes.class, () -> MerkleTree.readFrom(new BytesReader(new byte[] {2})));
        assertThrows(MalformedBytes.class, () -> MerkleTree.readFrom(new BytesReader(new byte[] {1, 0, 0})));
    }
}
