package io.murmur.core.formation.hello;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import java.util.ArrayList;
import java.util.List;

/// The last starts of processes on a volume in one incarnation, oldest first: which way it has come. Two volumes of one
/// past differ from where they parted, however far each has come since. Immutable.
public record VolumeStarts(List<Start> all) {

    /// No process has started.
    public static final VolumeStarts NONE = new VolumeStarts(List.of());

    private static final int KEPT = 16;

    /// One process.
    ///
    /// @param chain the last write of the volume when the process opened it, as in [VolumeReport]
    public record Start(long boot, long chain) {}

    public VolumeStarts {
        all = List.copyOf(all);
    }

    /// These, and one more.
    public VolumeStarts with(Start start) {
        List<Start> longer = new ArrayList<>(all.subList(Math.max(0, all.size() - KEPT + 1), all.size()));
        longer.add(start);
        return new VolumeStarts(longer);
    }

    /// Whether the volume lacks writes up to `synced` that the process `boot` made on it. Never claims so wrongly;
    /// starts so old that they are not kept may be taken for part of the way.
    boolean lack(long boot, long synced) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).boot() == boot) {
                return i + 1 < all.size() && all.get(i + 1).chain() < synced;
            }
        }
        return !all.isEmpty() && all.getFirst().chain() < synced;
    }

    public void writeTo(BytesWriter out) {
        out.u8(all.size());
        for (Start start : all) {
            out.i64(start.boot()).varint(start.chain());
        }
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes end too early
    public static VolumeStarts readFrom(BytesReader in) {
        int count = in.u8();
        List<Start> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            read.add(new Start(in.i64(), in.varint()));
        }
        return new VolumeStarts(read);
    }
}
