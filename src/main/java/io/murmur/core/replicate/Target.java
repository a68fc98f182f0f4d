package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Routing;
import java.util.List;

/// Where one request goes.
///
/// @param self this node
/// @param owners the partition's owners, preferred first
/// @param correlation the request's own; its lowest [#PHASE_BITS] bits are zero and count the request's phases
record Target(NodeId self, int partition, long epoch, List<NodeId> owners, long correlation) {

    /// A request has at most 16 phases.
    static final int PHASE_BITS = 4;

    Routing routing(int phase) {
        return new Routing(correlation | phase, partition, epoch);
    }

    /// Whether a reply belongs to `phase`: a late one of an earlier phase says nothing about this one.
    boolean isOf(long replyCorrelation, int phase) {
        return replyCorrelation == (correlation | phase);
    }
}
