package io.murmur.core.replica.event;

import org.jspecify.annotations.Nullable;

/// One thing that becomes durable: an event for the journal and the row it causes, in one write.
///
/// @param row null where no key changed, and always after a replay
/// @param synced whether it must be on the synced disk before it counts as durable
public record Recorded(ReplicaEvent event, @Nullable RowChange row, boolean synced) {

    /// An event that comes back from the journal.
    public static Recorded replayed(ReplicaEvent event) {
        return new Recorded(event, null, true);
    }
}
