package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.core.version.ActorId;

/// Who a volume is (`src/docs/formats.md`, "Identity file"). Lives outside of the database, so that a database that
/// was lost or put back to an older state is noticed.
///
/// @param incarnation 64 random bits, new whenever data may have been lost
/// @param cleanChain the chain number at a clean stop; [#UNCLEAN] while the node runs
/// @param chainFloor a chain number the database must have reached: raised, synced, whenever a counter lease is
///     extended
public record Identity(NodeId node, long incarnation, long cleanChain, long chainFloor) {

    /// The node runs, or did not stop cleanly.
    public static final long UNCLEAN = -1;

    private static final byte[] MAGIC = {'M', 'U', 'R', 'M', 'U', 'R', 'I', 'D'};
    private static final int FORMAT = 1;

    public ActorId actor() {
        return new ActorId(node, incarnation);
    }

    public boolean isClean() {
        return cleanChain != UNCLEAN;
    }

    Identity running() {
        return new Identity(node, incarnation, UNCLEAN, chainFloor);
    }

    Identity stoppedAt(long chain) {
        return new Identity(node, incarnation, chain, Math.max(chain, chainFloor));
    }

    Identity withFloor(long chain) {
        return new Identity(node, incarnation, cleanChain, Math.max(chain, chainFloor));
    }

    byte[] encode() {
        return new BytesWriter(64)
                .raw(MAGIC)
                .u16(FORMAT)
                .i64(node.bits())
                .i64(incarnation)
                .i64(cleanChain)
                .i64(chainFloor)
                .toByteArray();
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not an identity
    /// @throws UnknownFormatException when they are one of another version
    static Identity decode(byte[] bytes) throws UnknownFormatException {
        BytesReader in = new BytesReader(bytes);
        for (byte expected : MAGIC) {
            if (in.u8() != expected) {
                throw new MalformedBytes("the file does not begin like an identity file");
            }
        }
        int format = in.u16();
        if (format != FORMAT) {
            throw new UnknownFormatException("identity file", format, FORMAT);
        }
        Identity identity = new Identity(new NodeId(in.i64()), in.i64(), in.i64(), in.i64());
        in.expectEnd();
        return identity;
    }
}
