package io.murmur.core.replica;

import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a lane is told.
public sealed interface LaneCommand {

    /// Decide everything that waited, as one batch.
    ///
    /// @param closed all that is wrong just now. Each stops minting; [Refusal#DISK_FULL] stops every change too,
    ///     [Refusal#BOOTSTRAPPING] remembering and acknowledging: merges are applied, but their senders must not
    ///     count them
    /// @param corrections of trees, found in rows and state as they are before the batch
    record Handle(List<Loaded> batch, Set<Refusal> closed, List<ReplicaEvent.TreeCorrected> corrections)
            implements LaneCommand {

        public Handle(List<Loaded> batch, Set<Refusal> closed) {
            this(batch, closed, List.of());
        }

        public Handle {
            batch = List.copyOf(batch);
            corrections = List.copyOf(corrections);
            closed = Collections.unmodifiableSet(new TreeSet<>(closed));
        }

        boolean isClosedBy(Refusal reason) {
            return closed.contains(reason);
        }

        /// Why nothing is minted, the first of [Refusal]'s order; null if it is.
        @Nullable
        Refusal closedForMinting() {
            return closed.isEmpty() ? null : Collections.min(closed);
        }
    }

    /// The node starts; the journal has been replayed.
    ///
    /// @param clean whether the node stopped cleanly before, so that no dot can be missing from the journal
    /// @param lost whether the volume has lost data, and with it what it remembered of operations
    record Start(boolean clean, boolean lost) implements LaneCommand {}
}
