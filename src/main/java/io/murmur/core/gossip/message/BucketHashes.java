package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import java.util.Arrays;

/// A hash of 32 bits for each bucket of origins, or none at all. The number of buckets is a power of two. Immutable.
public final class BucketHashes {

    /// More buckets nobody makes, or takes.
    public static final int BUCKETS_MAX = 1_024;

    /// Nothing is said of buckets.
    public static final BucketHashes NONE = new BucketHashes(new int[0]);

    private final int[] hashes;

    private BucketHashes(int[] hashes) {
        this.hashes = hashes;
    }

    /// Folds hashes of 64 bits, of which there is a power of two.
    public static BucketHashes of(long[] wide) {
        int[] hashes = new int[wide.length];
        for (int bucket = 0; bucket < wide.length; bucket++) {
            hashes[bucket] = (int) (wide[bucket] ^ (wide[bucket] >>> Integer.SIZE));
        }
        return new BucketHashes(hashes);
    }

    /// How many buckets there are.
    public int count() {
        return hashes.length;
    }

    /// Whether both say the same of `bucket`.
    public boolean agreesWith(BucketHashes other, int bucket) {
        return hashes[bucket] == other.hashes[bucket];
    }

    void writeTo(BytesWriter out) {
        out.varint(hashes.length);
        for (int hash : hashes) {
            out.i32(hash);
        }
    }

    static BucketHashes readFrom(BytesReader in) {
        int count = in.count(Math.min(BUCKETS_MAX, in.remaining() / Integer.BYTES));
        checkCount(count);
        int[] hashes = new int[count];
        for (int bucket = 0; bucket < count; bucket++) {
            hashes[bucket] = in.i32();
        }
        return new BucketHashes(hashes);
    }

    static void checkCount(int count) {
        if (Integer.bitCount(count) > 1) {
            throw new MalformedBytes(count + " buckets: it must be a power of two");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketHashes that && Arrays.equals(hashes, that.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return hashes.length + " buckets";
    }
}
