package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;

/// Where the time of an operation went, inside of a message: a count, then of each stretch stage, node and
/// nanoseconds.
final class PathField {

    private static final int BYTES_MIN = 1 + Long.BYTES + 1;

    private PathField() {}

    static void write(List<Stretch> path, BytesWriter out) {
        out.varint(path.size());
        for (Stretch stretch : path) {
            Codes.STAGE.write(stretch.stage(), out);
            out.i64(stretch.node().bits()).varint(stretch.nanos());
        }
    }

    static List<Stretch> read(BytesReader in) {
        int count = in.count(in.remaining() / BYTES_MIN);
        List<Stretch> path = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            path.add(new Stretch(Codes.STAGE.read(in), new NodeId(in.i64()), in.varint()));
        }
        return path;
    }
}
