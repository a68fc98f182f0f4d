package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.Scope;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/// The items that stand for nodes of the trees in sketches: the place of a node, and as much of its digest as
/// fits beside.
///
/// ```
/// partition  | 14 bits partition | 50 bits of clock, root and epoch |
/// segment    | 14 bits partition | 10 bits segment | 40 bits of the sum |
/// key        | 64 bits mixed from the key's hash and its object's digest |
/// ```
///
/// Two nodes of one place that differ have the same item with probability 2^-50 or 2^-40 each time one of
/// them changes; what is missed then is found when either changes again.
public final class Items {

    private static final int PARTITION_SHIFT = 50;
    private static final int SEGMENT_SHIFT = PARTITION_SHIFT - MerkleTree.SEGMENT_BITS;

    private Items() {}

    /// The item of a partition in [io.murmur.core.entropy.message.Scope.Shared].
    public static long ofPartition(int partition, long epoch, long clockDigest, long root) {
        long digest = MerkleTree.itemOf(MerkleTree.itemOf(clockDigest, root), epoch);
        return (long) partition << PARTITION_SHIFT | digest >>> (Long.SIZE - PARTITION_SHIFT);
    }

    /// The item of a segment in [io.murmur.core.entropy.message.Scope.Segments].
    ///
    /// @param sum not 0: empty segments have no items
    public static long ofSegment(int partition, int segment, long sum) {
        long digest = MerkleTree.itemOf(sum, segment);
        return (long) partition << PARTITION_SHIFT
                | (long) segment << SEGMENT_SHIFT
                | digest >>> (Long.SIZE - SEGMENT_SHIFT);
    }

    /// The partition of an item of either.
    public static int partitionOf(long item) {
        return (int) (item >>> PARTITION_SHIFT);
    }

    /// The segment of an item of [#ofSegment].
    public static int segmentOf(long item) {
        return (int) (item >>> SEGMENT_SHIFT) & (MerkleTree.SEGMENTS - 1);
    }

    /// The segments that items of segments stand for, each once, in order.
    public static List<Scope.Segment> segmentsOf(ItemList items) {
        List<Scope.Segment> segments = new ArrayList<>();
        // Both sides' items of one segment are in a difference; in order they stand beside each other.
        for (long item : items.sorted()) {
            var segment = new Scope.Segment(partitionOf(item), segmentOf(item));
            if (segments.isEmpty() || !segments.getLast().equals(segment)) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /// One number for a whole set, whatever the order.
    public static long sumOf(ItemList items) {
        long sum = 0;
        for (int i = 0; i < items.size(); i++) {
            sum += MerkleTree.itemOf(items.get(i), 1);
        }
        return sum;
    }
}
