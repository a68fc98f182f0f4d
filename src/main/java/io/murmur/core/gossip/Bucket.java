package io.murmur.core.gossip;

import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a part of all origins, by origin ascending, and its hash. Immutable; small, for each change copies
/// it.
///
/// @param hash the sum of the hashes of all versions in it, so that it changes with each of them alone
record Bucket(List<Known> reports, long hash) {

    static final Bucket EMPTY = new Bucket(List.of(), 0);

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    @Nullable
    Known of(NodeId origin) {
        int place = placeOf(origin);
        return place < 0 ? null : reports.get(place);
    }

    /// With `known` in place of what was known of its origin.
    Bucket put(Known known) {
        int place = placeOf(known.origin());
        List<Known> next = new ArrayList<>(reports.size() + 1);
        next.addAll(reports);
        long sum = hash + hashOf(known);
        if (place < 0) {
            next.add(-place - 1, known);
        } else {
            sum -= hashOf(next.set(place, known));
        }
        return new Bucket(List.copyOf(next), sum);
    }

    private int placeOf(NodeId origin) {
        int low = 0;
        int high = reports.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = reports.get(middle).origin().compareTo(origin);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /// Into which of `count` buckets, a power of two, an origin belongs.
    static int indexOf(NodeId origin, int count) {
        return (int) mix(origin.bits()) & (count - 1);
    }

    static long hashOf(Known known) {
        Version version = known.report().version();
        long hash = mix(known.origin().bits());
        hash = mix(hash ^ version.generation());
        hash = mix(hash ^ version.boot());
        return mix(hash ^ version.number());
    }

    /// Source: Stafford's variant 13 of MurmurHash3's finaliser, as in SplitMix64 (Steele, Lea, Flood, 2014).
    private static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
