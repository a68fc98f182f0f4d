package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;

/// What a node last said of itself. Only that node makes such; one version of it is one report.
///
/// @param origin whom it is about, and who made it
/// @param delays the node sees to others, by node ascending, at most [#DELAYS_MAX]
public record Report(NodeId origin, Version version, Condition condition, List<Delay> delays) {

    /// So many delays a report holds.
    public static final int DELAYS_MAX = 32;

    static final int BYTES_MIN = Long.BYTES + Version.BYTES_MIN + Condition.BYTES_MIN + 1;

    public Report {
        delays = List.copyOf(delays);
    }

    /// So many bytes it takes at most.
    int bytesMax() {
        return Long.BYTES + Version.BYTES_MAX + Condition.BYTES_MAX + 1 + delays.size() * Delay.BYTES_MAX;
    }

    void writeTo(BytesWriter out) {
        out.i64(origin.bits());
        version.writeTo(out);
        condition.writeTo(out);
        out.varint(delays.size());
        delays.forEach(delay -> delay.writeTo(out));
    }

    static Report readFrom(BytesReader in) {
        NodeId origin = new NodeId(in.i64());
        Version version = Version.readFrom(in);
        Condition condition = Condition.readFrom(in);
        int count = in.count(Math.min(DELAYS_MAX, in.remaining() / Delay.BYTES_MIN));
        List<Delay> delays = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Delay delay = Delay.readFrom(in);
            if (i > 0 && delay.to().compareTo(delays.getLast().to()) <= 0) {
                throw new MalformedBytes("the delays of a report are not in the order of their nodes");
            }
            delays.add(delay);
        }
        return new Report(origin, version, condition, delays);
    }
}
