package io.murmur.core.delay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where the time of one operation, or of several one after the other, went. Immutable.
///
/// @param path the critical path in the order of time, without gaps: its stretches sum to the whole
/// @param hops what came of each question that was asked of a node, on the path or beside it
public record DelayAccount(List<Stretch> path, List<HopReport> hops) {

    public DelayAccount {
        path = List.copyOf(path);
        hops = List.copyOf(hops);
    }

    /// What was spent on `part`, in nanoseconds.
    public long nanosOf(Part part) {
        long nanos = 0;
        for (Stretch stretch : path) {
            nanos += stretch.stage().part() == part ? stretch.nanos() : 0;
        }
        return nanos;
    }

    /// The stretch of the path that took longest; empty only for an empty path.
    public Optional<Stretch> longest() {
        return path.stream().max(Comparator.comparingLong(Stretch::nanos));
    }

    /// How long it took, in nanoseconds.
    public long totalNanos() {
        long nanos = 0;
        for (Stretch stretch : path) {
            nanos += stretch.nanos();
        }
        return nanos;
    }
}
