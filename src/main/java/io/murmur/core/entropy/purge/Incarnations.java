package io.murmur.core.entropy.purge;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.XxHash64;
import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.function.ToLongFunction;

/// In which incarnations a node knows the owners of a partition, as one number.
public final class Incarnations {

    /// One of them is not known.
    public static final long UNKNOWN = 0;

    private Incarnations() {}

    /// The same for whoever knows the same; never [#UNKNOWN] where all are known.
    ///
    /// @param incarnationOf 0 for a node that is not known
    public static long digest(List<NodeId> owners, ToLongFunction<NodeId> incarnationOf) {
        BytesWriter out = new BytesWriter(16 * owners.size());
        for (NodeId owner : owners) {
            long incarnation = incarnationOf.applyAsLong(owner);
            if (incarnation == 0) {
                return UNKNOWN;
            }
            out.i64(owner.bits()).i64(incarnation);
        }
        long digest = XxHash64.hash(out.buffer(), 0, out.size(), 0);
        return digest == UNKNOWN ? 1 : digest;
    }
}
