package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaReply.Memory;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.replicate.quorum.OwnerTally;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;

/// What owners remember of a write that may have been sent before.
///
/// Mutable; belongs to one write.
final class Recollection {

    private final Target target;
    private final ClientOperation.Put put;
    private final int needed;
    private final ObjectMerge merge;
    private final OwnerTally heard;
    private StoredObject merged = StoredObject.ABSENT;
    private boolean seen;
    private boolean forgotten;

    /// Of so many owners one must know of the operation: a reader may have asked fewer than this operation would
    /// (seed 206,127 of the simulation).
    Recollection(Target target, ClientOperation.Put put, Level level, ObjectMerge merge) {
        this.target = target;
        this.put = put;
        this.needed = level.witnesses(target.owners().size());
        this.merge = merge;
        this.heard = new OwnerTally(target.owners());
    }

    void askTheMissing(int round, Ticket ticket, Now now, Outputs<Outcome> out) {
        for (NodeId owner : target.owners()) {
            if (!heard.has(owner)) {
                var request = new ReplicaRequest.Recall(target.routing(round), put.key(), put.operation());
                out.send(owner, request, ticket.waitsMillis(now));
            }
        }
    }

    void hear(NodeId owner, ReplicaReply.Recalled reply) {
        if (heard.add(owner)) {
            merged = merge.merge(merged, reply.object());
            seen |= reply.memory() == Memory.SEEN;
            forgotten |= reply.memory() == Memory.FORGOTTEN;
        }
    }

    /// Whether so many have been heard.
    boolean isComplete() {
        return heard.count() >= needed;
    }

    /// Whether it was carried out, or may have been.
    Memory memory() {
        return seen ? Memory.SEEN : forgotten ? Memory.FORGOTTEN : Memory.NEVER;
    }

    /// What they hold of the key.
    StoredObject object() {
        return merged;
    }
}
