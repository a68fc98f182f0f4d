package io.murmur.actor.replica;

import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.version.ActorId;
import io.murmur.storage.Volume;
import io.murmur.wire.FrameLimits;
import java.util.function.Consumer;

/// What all lanes and readers of a node have in common.
///
/// @param gate what may be done just now
/// @param stored told, on a lane's thread, of each row that has durably become another one; it neither blocks
/// nor throws
/// @param stops how the node is stopped at once
public record ReplicaSupplies(
        ActorId self,
        Volume volume,
        LaneDecider decider,
        LaneDecider.Placements epochs,
        ReplicaLimits limits,
        ReplicaGate gate,
        ReplicaFigures figures,
        Consumer<RowChange> stored,
        NodeClock clock,
        Outbox.Ways ways,
        FrameLimits frames,
        Stops stops) {

    /// Told, as a sentence, what makes it unsafe to go on.
    ///
    /// @param fatal the next start may find all well
    /// @param putBack the volume must not be used as it is
    public record Stops(Consumer<String> fatal, Consumer<String> putBack) {}

    public Outbox newOutbox() {
        return new Outbox(ways, frames);
    }
}
