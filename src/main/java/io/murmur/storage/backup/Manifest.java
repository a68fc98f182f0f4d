package io.murmur.storage.backup;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The list of the files of a backup with their checksums (`src/docs/formats.md`, "Backup manifest"). Written last:
/// without it a folder is no backup.
///
/// @param chain the last write in the database
/// @param files ordered by name
public record Manifest(NodeId node, long incarnation, long chain, List<Entry> files) {

    public static final int FORMAT = 1;

    private static final byte[] MAGIC = {'M', 'U', 'R', 'M', 'U', 'R', 'B', 'K'};
    private static final int FILES_MAX = 1 << 20;

    public Manifest {
        files = List.copyOf(files);
    }

    /// One file.
    ///
    /// @param name below the folder, with slashes
    /// @param checksum CRC32C of its bytes
    public record Entry(String name, long bytes, int checksum) {}

    public byte[] encode() {
        BytesWriter out = new BytesWriter(64 + 64 * files.size())
                .raw(MAGIC)
                .u16(FORMAT)
                .i64(node.bits())
                .i64(incarnation)
                .i64(chain)
                .varint(files.size());
        for (Entry file : files) {
            out.bytes(file.name().getBytes(StandardCharsets.UTF_8))
                    .varint(file.bytes())
                    .i32(file.checksum());
        }
        return out.toByteArray();
    }

    /// The format the bytes say they have.
    ///
    /// @throws MalformedBytes when they are not those of a manifest
    public static int formatOf(byte[] bytes) {
        return header(bytes).u16();
    }

    private static BytesReader header(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        for (byte expected : MAGIC) {
            if (in.u8() != expected) {
                throw new MalformedBytes("the manifest of the backup does not begin like one");
            }
        }
        return in;
    }

    /// Reads the binary form of a manifest of format [#FORMAT].
    ///
    /// @throws MalformedBytes when the bytes are not such a manifest
    public static Manifest decode(byte[] bytes) {
        BytesReader in = header(bytes).skip(Short.BYTES);
        NodeId node = new NodeId(in.i64());
        long incarnation = in.i64();
        long chain = in.i64();
        int count = in.count(Math.min(FILES_MAX, in.remaining()));
        List<Entry> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            files.add(new Entry(new String(in.bytes(), StandardCharsets.UTF_8), in.varint(), in.i32()));
        }
        in.expectEnd();
        return new Manifest(node, incarnation, chain, files);
    }
}
