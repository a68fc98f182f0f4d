package io.murmur.core.replica.event;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.version.Dot;
import java.util.List;

/// What a replica tells its own node.
public sealed interface ReplicaNotice extends Message {

    /// Counters of this replica will never carry data; the other owners should know.
    record VoidFound(ReplicaEvent.GapVoided gap) implements ReplicaNotice {}

    /// A peer knows an event of this replica's own actor that this replica never minted: its volume was put
    /// back to an older state, and the node must stop at once.
    record RolledBack(int partition, Dot seen) implements ReplicaNotice {}

    /// A key holds nothing but deletes now, and it is durable.
    ///
    /// @param digest over the whole object
    record KeyDied(int partition, Key key, long digest) implements ReplicaNotice {}

    /// The values of a key will end, perhaps.
    ///
    /// @param endsAt wall milliseconds, see [io.murmur.core.value.StoredObject#endsAt]
    record KeyEnds(int partition, long endsAt) implements ReplicaNotice {}

    /// In these partitions something was written that the namespace does not send to other owners, and it is durable.
    record Unpushed(List<Integer> partitions) implements ReplicaNotice {
        public Unpushed {
            partitions = List.copyOf(partitions);
        }
    }

    /// The row of a key is not as it was written.
    record RowDamaged(int partition, Key key) implements ReplicaNotice {}

    /// A row was restored, but for these events of it, which no other owner holds.
    record EventsLost(int partition, Key key, List<Dot> dots) implements ReplicaNotice {
        public EventsLost {
            dots = List.copyOf(dots);
        }
    }

    /// A key has many siblings; at [ReplicaLimits#siblingsMax] writes to it will be refused.
    record ManySiblings(int partition, String key, int siblings) implements ReplicaNotice {}
}
