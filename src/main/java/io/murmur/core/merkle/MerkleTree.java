package io.murmur.core.merkle;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;

/// The Merkle tree of one replica: a root and [#SEGMENTS] segments, each the sum of its items.
///
/// Mutable, owned by one replica's state; not thread-safe. 8 KiB once something is in it. A change costs two
/// mixings and four additions.
public final class MerkleTree {

    /// Bits of a key's hash that name its segment: the highest, so that a segment is a range of the index.
    public static final int SEGMENT_BITS = 10;

    public static final int SEGMENTS = 1 << SEGMENT_BITS;

    private static final int EMPTY = 0;
    private static final int FILLED = 1;
    private static final long[] NONE = new long[0];

    private long[] sums = NONE;
    private long root;

    /// The segment a key belongs to.
    public static int segmentOf(long keyHash) {
        return (int) (keyHash >>> (Long.SIZE - SEGMENT_BITS));
    }

    /// The first key hash (unsigned) of a segment.
    public static long firstHashOf(int segment) {
        return (long) segment << (Long.SIZE - SEGMENT_BITS);
    }

    /// The item of a key whose object has this digest.
    ///
    /// @param digest over the whole object; never 0, which stands for "no object"
    public static long itemOf(long keyHash, long digest) {
        return Mix.mix(keyHash, digest);
    }

    /// The digest of a key's object went from `before` to `after`, either of which may be 0: there is none.
    public void change(long keyHash, long before, long after) {
        if (before == after) {
            return;
        }
        long change = (after == 0 ? 0 : itemOf(keyHash, after)) - (before == 0 ? 0 : itemOf(keyHash, before));
        if (sums.length == 0) {
            sums = new long[SEGMENTS];
        }
        sums[segmentOf(keyHash)] += change;
        root += change;
    }

    /// Adds `correction` to the sum of a segment: it was found not to be the sum of its items.
    public void correct(int segment, long correction) {
        if (sums.length == 0) {
            sums = new long[SEGMENTS];
        }
        sums[segment] += correction;
        root += correction;
    }

    /// The sum of all items; 0 for an empty replica.
    public long root() {
        return root;
    }

    /// The sum of a segment's items; 0 for an empty one.
    public long segment(int segment) {
        return sums.length == 0 ? 0 : sums[segment];
    }

    public void writeTo(BytesWriter out) {
        out.u8(sums.length == 0 ? EMPTY : FILLED);
        for (long sum : sums) {
            out.i64(sum);
        }
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a tree
    public static MerkleTree readFrom(BytesReader in) {
        int state = in.u8();
        if (state != EMPTY && state != FILLED) {
            throw new MalformedBytes("trees of state " + state + " are not known to this version");
        }
        MerkleTree tree = new MerkleTree();
        if (state == FILLED) {
            tree.sums = new long[SEGMENTS];
            for (int segment = 0; segment < SEGMENTS; segment++) {
                tree.sums[segment] = in.i64();
                tree.root += tree.sums[segment];
            }
        }
        return tree;
    }

    /// A tree out of which everything was taken is an empty tree.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof MerkleTree that)) {
            return false;
        }
        boolean same = root == that.root;
        for (int segment = 0; same && segment < SEGMENTS; segment++) {
            same = segment(segment) == that.segment(segment);
        }
        return same;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(root);
    }

    @Override
    public String toString() {
        return "MerkleTree[root=" + Long.toHexString(root) + "]";
    }
}
