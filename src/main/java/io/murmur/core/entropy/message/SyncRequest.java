package io.murmur.core.entropy.message;

import io.murmur.core.machine.Key;
import io.murmur.core.merkle.ItemList;
import java.util.List;

/// What a node asks of another, or of itself. Whoever answers keeps nothing, so every request may be
/// repeated, and a dialogue can break off anywhere.
public sealed interface SyncRequest extends SyncMessage {

    /// In place of a number of symbols: the plain list, however long. Of itself only: it is never sent.
    int LIST_WHOLE = -1;

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

    /// Send what became of the events beyond what is known of some replicas: as much as fits.
    ///
    /// @param known the dots the asker needs nothing about, in the order of partitions; roots mean nothing here
    /// @param bytesMax of objects, exceeded by one of them at most
    record SendMissing(long correlation, List<ReplicaClock> known, int bytesMax) implements SyncRequest {
        public SendMissing {
            known = List.copyOf(known);
        }
    }

    /// Send the objects behind these items of [Scope.Keys]: as much as fits.
    ///
    /// @param bytesMax of objects, exceeded by one of them at most
    record SendObjects(long correlation, List<Scope.Segment> segments, ItemList items, int bytesMax)
            implements SyncRequest {
        public SendObjects {
            segments = List.copyOf(segments);
        }
    }

    /// List the keys of these segments with the digests of their objects, as the index has them.
    record ListKeys(long correlation, List<Scope.Segment> segments) implements SyncRequest {
        public ListKeys {
            segments = List.copyOf(segments);
        }
    }

    /// List the keys of a partition that show no value, from a segment on: as much as fits. Of itself only:
    /// it is never sent.
    record ListDead(long correlation, int partition, int segment, long wallMillis) implements SyncRequest {}

    /// Show what your replica knows of a key.
    record ShowKey(long correlation, int partition, Key key) implements SyncRequest {}

    /// Read each row of a partition from a segment on, and tell what is wrong: as much as fits.
    ///
    /// @param bytesMax of objects, exceeded by one segment at most
    record Inspect(long correlation, int partition, int segment, int bytesMax) implements SyncRequest {}
}
