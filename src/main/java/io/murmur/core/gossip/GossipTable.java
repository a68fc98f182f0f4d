package io.murmur.core.gossip;

import io.murmur.core.gossip.message.BucketHashes;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest report known of each origin. Immutable; a change copies one bucket and shares the others.
///
/// A lattice: [#merge] commutes, associates and is idempotent, for it keeps the newest of each origin.
///
/// Origins are divided into buckets by a hash of their id. With about the root of five times the members there are,
/// the hashes of all buckets and the versions of one that differs take the fewest bytes together: 2 KB at 10,000.
public final class GossipTable {

    private static final int BYTES_RATIO = 5;

    private final List<Bucket> buckets;
    private final long hash;

    private GossipTable(List<Bucket> buckets, long hash) {
        this.buckets = buckets;
        this.hash = hash;
    }

    /// Nothing is known.
    ///
    /// @param members of whom something may be known
    public static GossipTable ofNobody(int members) {
        int count = 1;
        while ((long) count * count < (long) BYTES_RATIO * members && count < BucketHashes.BUCKETS_MAX) {
            count *= 2;
        }
        Bucket[] empty = new Bucket[count];
        Arrays.fill(empty, Bucket.EMPTY);
        return new GossipTable(List.of(empty), 0);
    }

    /// What is known of `origin`; null if nothing is.
    public @Nullable Known of(NodeId origin) {
        return buckets.get(Bucket.indexOf(origin, buckets.size())).of(origin);
    }

    /// This table with `known`, unless it knows something newer of that origin: then it is this very table.
    public GossipTable with(Known known) {
        Known mine = of(known.origin());
        return mine == null || known.isNewerThan(mine) ? put(known) : this;
    }

    /// With `known` in any case.
    GossipTable put(Known known) {
        int index = Bucket.indexOf(known.origin(), buckets.size());
        Bucket[] next = buckets.toArray(new Bucket[0]);
        long before = next[index].hash();
        next[index] = next[index].put(known);
        return new GossipTable(List.of(next), hash - before + next[index].hash());
    }

    /// The newest of both.
    public GossipTable merge(GossipTable other) {
        GossipTable merged = this;
        for (Bucket bucket : other.buckets) {
            for (Known known : bucket.reports()) {
                merged = merged.with(known);
            }
        }
        return merged;
    }

    /// Only what is known of these.
    GossipTable keeping(Members members) {
        GossipTable kept = ofNobody(members.count());
        for (Known known : all()) {
            kept = members.contains(known.origin()) ? kept.put(known) : kept;
        }
        return kept;
    }

    /// All that is known, by origin.
    public List<Known> all() {
        List<Known> all = new ArrayList<>();
        buckets.forEach(bucket -> all.addAll(bucket.reports()));
        all.sort(Comparator.comparing(Known::origin));
        return all;
    }

    /// How many origins something is known of.
    public int size() {
        return buckets.stream().mapToInt(bucket -> bucket.reports().size()).sum();
    }

    /// Equal for equal versions of all origins.
    public long hash() {
        return hash;
    }

    int bucketCount() {
        return buckets.size();
    }

    /// The hashes of so many buckets, a power of two.
    BucketHashes hashes(int count) {
        long[] hashes = new long[count];
        if (count == buckets.size()) {
            Arrays.setAll(hashes, bucket -> buckets.get(bucket).hash());
        } else {
            for (Known known : all()) {
                hashes[Bucket.indexOf(known.origin(), count)] += Bucket.hashOf(known);
            }
        }
        return BucketHashes.of(hashes);
    }

    /// What is in one of so many buckets, a power of two, in no particular order.
    List<Known> bucket(int index, int count) {
        if (count == buckets.size()) {
            return buckets.get(index).reports();
        }
        List<Known> found = new ArrayList<>();
        for (Bucket bucket : buckets) {
            for (Known known : bucket.reports()) {
                if (Bucket.indexOf(known.origin(), count) == index) {
                    found.add(known);
                }
            }
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GossipTable that && buckets.equals(that.buckets);
    }

    @Override
    public int hashCode() {
        return buckets.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
