package io.murmur.core.entropy.message;

import io.murmur.core.merkle.ItemList;
import io.murmur.core.version.PartitionClock;
import java.util.List;

/// What a node asks of another, or of itself. Whoever answers keeps nothing, so every request may be
/// repeated, and a dialogue can break off anywhere.
public sealed interface SyncRequest extends SyncMessage {

    /// Describe what you hold.
    ///
    /// @param symbols of the sketch that is to describe it; 0 for the plain list of items
    record DescribeHoldings(long correlation, Scope scope, int symbols) implements SyncRequest {}

    /// Show the clocks of these partitions.
    record ShowClocks(long correlation, List<Integer> partitions) implements SyncRequest {
        public ShowClocks {
            partitions = List.copyOf(partitions);
        }
    }

    /// Send what became of the events beyond `known`: as much as fits.
    ///
    /// @param epoch the partition's placement epoch as the asker knows it
    /// @param known the dots the asker needs nothing about
    /// @param bytesMax of objects, exceeded by one of them at most
    record SendMissing(long correlation, int partition, long epoch, PartitionClock known, int bytesMax)
            implements SyncRequest {}

    /// Send the objects behind these items of [Scope.Keys]: as much as fits.
    ///
    /// @param bytesMax of objects, exceeded by one of them at most
    record SendObjects(long correlation, List<Scope.Segment> segments, ItemList items, int bytesMax)
            implements SyncRequest {
        public SendObjects {
            segments = List.copyOf(segments);
        }
    }
}
