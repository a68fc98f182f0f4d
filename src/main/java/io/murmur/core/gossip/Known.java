package io.murmur.core.gossip;

import io.murmur.core.gossip.message.AgedReport;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;

/// A report, and when it was made, as far as the node that holds it can tell. Immutable.
///
/// A lattice for each origin: of two the newer version wins; of one version the one that claims to be older, since an
/// age leaves out the time on wires.
///
/// @param madeNanos at the latest, on the monotonic clock of the node that holds it
public record Known(Report report, long madeNanos) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    static Known of(AgedReport told, Now now) {
        return new Known(told.report(), now.nanos() - told.ageMillis() * NANOS_PER_MILLI);
    }

    /// Whom it is about.
    public NodeId origin() {
        return report.origin();
    }

    /// How long ago it was made, at least.
    public long ageMillis(long nowNanos) {
        return Math.max(0, nowNanos - madeNanos) / NANOS_PER_MILLI;
    }

    AgedReport toTell(Now now) {
        return new AgedReport(report, ageMillis(now.nanos()));
    }

    boolean isNewerThan(Known other) {
        int byVersion = report.version().compareTo(other.report.version());
        return byVersion == 0 ? madeNanos - other.madeNanos < 0 : byVersion > 0;
    }
}
