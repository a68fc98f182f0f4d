package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.ReplicaClock;
import java.util.List;

/// What has to be asked of the replicas' lanes before a [io.murmur.core.entropy.message.SyncRequest] can be
/// answered: what only they know, and know together.
public sealed interface Survey {

    /// Whose replicas are asked; each lane answers for those it has.
    List<Integer> partitions();

    /// Clock and root of each, as items.
    record OfPartitions(List<Integer> partitions) implements Survey {
        public OfPartitions {
            partitions = List.copyOf(partitions);
        }
    }

    /// The segments of each, as items.
    record OfSegments(List<Integer> partitions) implements Survey {
        public OfSegments {
            partitions = List.copyOf(partitions);
        }
    }

    /// The clock of each.
    record OfClocks(List<Integer> partitions) implements Survey {
        public OfClocks {
            partitions = List.copyOf(partitions);
        }
    }

    /// The segments of one partition, as items, and whether one of them fits the rows.
    record OfInspection(int partition, int segment) implements Survey {
        @Override
        public List<Integer> partitions() {
            return List.of(partition);
        }
    }

    /// The living events of some replicas beyond what is known of them, at most `dotsMax` in all.
    record OfMissing(List<ReplicaClock> known, int dotsMax) implements Survey {
        public OfMissing {
            known = List.copyOf(known);
        }

        @Override
        public List<Integer> partitions() {
            return known.stream().map(ReplicaClock::partition).toList();
        }
    }
}
