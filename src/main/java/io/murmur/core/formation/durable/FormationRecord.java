package io.murmur.core.formation.durable;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import java.util.zip.CRC32C;

/// What the file `formation` of a volume holds (`src/docs/formats.md`, "Formation record"). No file means
/// [#blank].
///
/// @param name the node's name when this was written
/// @param node the volume this belongs to, so that a file copied elsewhere is noticed
public record FormationRecord(String name, NodeId node, Standing standing) {

    private static final byte[] MAGIC = {'M', 'U', 'R', 'M', 'U', 'R', 'F', 'O'};
    private static final int FORMAT = 1;

    /// The record of a volume that has none.
    public static FormationRecord blank(String name, NodeId node) {
        return new FormationRecord(name, node, new Standing.Blank());
    }

    public FormationRecord with(Standing next) {
        return new FormationRecord(name, node, next);
    }

    public byte[] encode() {
        BytesWriter out = new BytesWriter(1024).raw(MAGIC).u16(FORMAT);
        Texts.write(out, name);
        standing.writeTo(out.i64(node.bits()));
        return out.i32(checksum(out.buffer(), out.size())).toByteArray();
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a record, damaged, or of a format this version does not know
    public static FormationRecord decode(byte[] encoded) {
        int length = encoded.length - Integer.BYTES;
        if (length < MAGIC.length) {
            throw new MalformedBytes("a formation record is longer than " + encoded.length + " bytes");
        }
        if (new BytesReader(encoded, length, Integer.BYTES).i32() != checksum(encoded, length)) {
            throw new MalformedBytes("the checksum of a formation record does not fit its bytes");
        }
        BytesReader in = new BytesReader(encoded, 0, length);
        for (byte expected : MAGIC) {
            if (in.u8() != expected) {
                throw new MalformedBytes("the bytes do not begin like a formation record");
            }
        }
        int format = in.u16();
        if (format != FORMAT) {
            throw new MalformedBytes("formation records of format " + format + " are not known to this version");
        }
        FormationRecord record = new FormationRecord(Texts.read(in), new NodeId(in.i64()), Standing.readFrom(in));
        in.expectEnd();
        return record;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
