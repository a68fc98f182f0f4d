package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;

/// A report on its way, and for how long it has been with nodes since it was made: a span, since clocks differ. The
/// time on wires is not in it, so it is older than that.
public record AgedReport(Report report, long ageMillis) {

    static final int BYTES_MIN = Report.BYTES_MIN + 1;

    private static final int AGE_BYTES_MAX = 9;

    /// So many bytes it takes at most.
    public int bytesMax() {
        return report.bytesMax() + AGE_BYTES_MAX;
    }

    void writeTo(BytesWriter out) {
        report.writeTo(out);
        out.varint(ageMillis);
    }

    static AgedReport readFrom(BytesReader in) {
        return new AgedReport(Report.readFrom(in), Condition.amount(in));
    }
}
