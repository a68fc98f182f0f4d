package io.murmur.core.cut;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;

/// Cuts to be kept. Immutable.
///
/// @param newestFirst those that last or heal, then those that have ended
public record Cuts(List<Cut> newestFirst) {

    public static final Cuts NONE = new Cuts(List.of());

    private static final int FORMAT = 1;
    private static final int CUT_BYTES = 256;

    public Cuts {
        newestFirst = List.copyOf(newestFirst);
    }

    public byte[] encode() {
        BytesWriter out = new BytesWriter(CUT_BYTES * (1 + newestFirst.size()));
        out.u8(FORMAT).varint(newestFirst.size());
        newestFirst.forEach(cut -> write(cut, out));
        return out.toByteArray();
    }

    private static void write(Cut cut, BytesWriter out) {
        out.i64(cut.peer().bits())
                .u8(cut.sinceStart() ? 1 : 0)
                .i64(cut.fromMillis())
                .i64(cut.untilMillis())
                .varint(cut.writes())
                .varint(cut.objects())
                .varint(cut.bytes())
                .i64(cut.agreedMillis())
                .varint(cut.conflictCount())
                .varint(cut.conflicts().size());
        for (Conflict conflict : cut.conflicts()) {
            out.varint(conflict.partition()).bytes(conflict.key().bytes());
        }
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws MalformedBytes when the bytes are something else
    public static Cuts decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("cuts of format " + format + " are not known to this version");
        }
        List<Cut> read = new ArrayList<>();
        for (int left = in.count(in.remaining()); left > 0; left--) {
            read.add(read(in));
        }
        in.expectEnd();
        return new Cuts(read);
    }

    private static Cut read(BytesReader in) {
        NodeId peer = new NodeId(in.i64());
        boolean sinceStart = in.u8() == 1;
        long fromMillis = in.i64();
        long untilMillis = in.i64();
        long writes = in.varint();
        long objects = in.varint();
        long bytes = in.varint();
        long agreedMillis = in.i64();
        long conflictCount = in.varint();
        List<Conflict> conflicts = new ArrayList<>();
        for (int left = in.count(in.remaining()); left > 0; left--) {
            conflicts.add(new Conflict(in.count(Integer.MAX_VALUE), Key.ofOwned(in.bytes())));
        }
        return new Cut(
                peer,
                sinceStart,
                fromMillis,
                untilMillis,
                writes,
                objects,
                bytes,
                agreedMillis,
                conflictCount,
                conflicts);
    }
}
