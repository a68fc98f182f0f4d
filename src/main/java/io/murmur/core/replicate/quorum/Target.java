package io.murmur.core.replicate.quorum;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Routing;
import java.util.List;

/// Where one request goes.
///
/// @param self this node
/// @param owners the partition's owners, preferred first; in a sloppy namespace perhaps with others in place of some
/// @param fallbacks those others
/// @param correlation the request's own; its lowest [#PHASE_BITS] bits are zero and count the request's phases
public record Target(
        NodeId self, int partition, long epoch, List<NodeId> owners, List<NodeId> fallbacks, long correlation) {

    /// A request has at most 16 phases.
    public static final int PHASE_BITS = 4;

    /// What a request of one phase carries.
    public Routing routing(int phase) {
        return new Routing(correlation | phase, partition, epoch);
    }

    /// Whether a reply belongs to `phase`: a late one of an earlier phase says nothing about this one.
    public boolean isOf(long replyCorrelation, int phase) {
        return replyCorrelation == (correlation | phase);
    }
}
