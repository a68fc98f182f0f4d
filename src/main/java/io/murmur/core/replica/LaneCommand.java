package io.murmur.core.replica;

import io.murmur.core.replica.message.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a lane is told.
public sealed interface LaneCommand {

    /// Decide everything that waited, as one batch.
    ///
    /// @param closed why nothing may be written just now ([Refusal#DISK_FULL] stops every change,
    ///     [Refusal#CLOCK_AHEAD] stops minting, [Refusal#BOOTSTRAPPING] stops minting and acknowledging: merges
    ///     are applied, but their senders must not count them); null when all is well
    record Handle(List<Loaded> batch, @Nullable Refusal closed) implements LaneCommand {
        public Handle {
            batch = List.copyOf(batch);
        }
    }

    /// The node starts; the journal has been replayed.
    ///
    /// @param clean whether the node stopped cleanly before, so that no dot can be missing from the journal
    record Start(boolean clean) implements LaneCommand {}
}
