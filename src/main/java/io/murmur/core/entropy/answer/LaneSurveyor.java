package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.ReplicaState;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers surveys from the state of one lane.
///
/// May be asked only while the state is durable, that is between two batches, and with the rows as they are
/// then. Else a clock could cover an event whose row is not there yet, and whoever asks would take it for
/// superseded. Stateless.
public final class LaneSurveyor {

    /// Runs of events looked for in one survey.
    private static final int LOOKS_MAX = 256;

    private final LaneDecider.Placements placements;
    private final DotTable dots;
    private final RowSums rows;

    /// Which events live: the dot index of this node's table.
    @FunctionalInterface
    public interface DotTable {

        /// The living events of `actor` with counters from `from` to `to`, both inclusive, in order.
        ///
        /// @param max no more than this
        /// @return null if the index cannot be read
        @Nullable
        List<Finding.LivingDot> living(int partition, ActorId actor, long from, long to, int max);
    }

    /// The sums of segments as the rows have them.
    @FunctionalInterface
    public interface RowSums {

        /// What the tree should say of a segment; null if the index cannot be read.
        @Nullable
        Long sumOf(int partition, int segment);
    }

    public LaneSurveyor(LaneDecider.Placements placements, DotTable dots, RowSums rows) {
        this.placements = placements;
        this.dots = dots;
        this.rows = rows;
    }

    public Finding answer(LaneState lane, Survey survey) {
        return switch (survey) {
            case Survey.OfPartitions(var partitions) -> partitionItems(lane, partitions);
            case Survey.OfSegments(var partitions) -> new Finding.OfItems(segmentItems(lane, partitions), 0);
            case Survey.OfInspection(var partition, var segment) ->
                new Finding.OfInspection(segmentItems(lane, List.of(partition)), fit(lane, partition, segment));
            case Survey.OfClocks(var partitions) -> new Finding.OfClocks(clocks(lane, partitions));
            case Survey.OfMissing missing -> missing(lane, missing);
        };
    }

    private Finding.Fit fit(LaneState lane, int partition, int segment) {
        ReplicaState replica = lane.replica(partition);
        if (replica == null) {
            return Finding.Fit.FITS;
        }
        Long sum = rows.sumOf(partition, segment);
        if (sum == null) {
            return Finding.Fit.UNREADABLE;
        }
        return sum == replica.tree().segment(segment) ? Finding.Fit.FITS : Finding.Fit.DIFFERS;
    }

    private Finding partitionItems(LaneState lane, List<Integer> partitions) {
        ItemList items = new ItemList();
        long applied = 0;
        for (ReplicaState replica : replicas(lane, partitions)) {
            long epoch = placements.epochOf(replica.partition());
            items.add(Items.ofPartition(
                    replica.partition(),
                    epoch,
                    replica.clockDigest(),
                    replica.tree().root()));
            applied += replica.clock().size();
        }
        return new Finding.OfItems(items, applied);
    }

    private static List<ReplicaState> replicas(LaneState lane, List<Integer> partitions) {
        List<ReplicaState> replicas = new ArrayList<>(partitions.size());
        for (Integer partition : partitions) {
            ReplicaState replica = lane.replica(partition);
            if (replica != null) {
                replicas.add(replica);
            }
        }
        return replicas;
    }

    private static ItemList segmentItems(LaneState lane, List<Integer> partitions) {
        ItemList items = new ItemList();
        for (ReplicaState replica : replicas(lane, partitions)) {
            for (int segment = 0; segment < MerkleTree.SEGMENTS; segment++) {
                long sum = replica.tree().segment(segment);
                if (sum != 0) {
                    items.add(Items.ofSegment(replica.partition(), segment, sum));
                }
            }
        }
        return items;
    }

    private List<ReplicaClock> clocks(LaneState lane, List<Integer> partitions) {
        List<ReplicaClock> clocks = new ArrayList<>(partitions.size());
        for (ReplicaState replica : replicas(lane, partitions)) {
            clocks.add(new ReplicaClock(
                    replica.partition(),
                    placements.epochOf(replica.partition()),
                    replica.tree().root(),
                    replica.purgeEpoch(),
                    replica.clock().copy()));
        }
        return clocks;
    }

    private Finding missing(LaneState lane, Survey.OfMissing survey) {
        List<Finding.Missing> replicas = new ArrayList<>();
        Room room = new Room(survey.dotsMax());
        for (ReplicaClock known : survey.known()) {
            ReplicaState replica = lane.replica(known.partition());
            if (room.isLeft() && replica != null && placements.epochOf(known.partition()) == known.epoch()) {
                Finding.Missing missing = missing(replica, known.clock(), room);
                if (missing != null) {
                    replicas.add(missing);
                }
            }
        }
        return new Finding.OfMissing(replicas);
    }

    /// What one survey may still look at: living events, and gaps in clocks, which cost a look each.
    private static final class Room {
        private int dots;
        private int looks = LOOKS_MAX;

        Room(int dots) {
            this.dots = dots;
        }

        boolean isLeft() {
            return dots > 0 && looks > 0;
        }

        void take(int found) {
            dots -= found;
            looks--;
        }
    }

    private Finding.@Nullable Missing missing(ReplicaState replica, PartitionClock known, Room room) {
        PartitionClock beyond = replica.clock().minus(known);
        PartitionClock looked = new PartitionClock();
        List<Finding.LivingDot> living = new ArrayList<>();
        for (Map.Entry<ActorId, IntervalSet> entry : beyond.byActor().entrySet()) {
            ActorId actor = entry.getKey();
            IntervalSet counters = entry.getValue();
            for (int i = 0; i < counters.intervals() && room.isLeft(); i++) {
                long from = counters.from(i);
                long to = counters.to(i);
                List<Finding.LivingDot> found = dots.living(replica.partition(), actor, from, to, room.dots);
                if (found == null) {
                    return looked.isEmpty() ? null : missingSoFar(replica, known, looked, living);
                }
                room.take(found.size());
                living.addAll(found);
                looked.addRange(
                        actor, from, room.dots > 0 ? to : found.getLast().dot().counter());
            }
        }
        return new Finding.Missing(
                replica.partition(),
                replica.tree().root(),
                living,
                looked,
                replica.clock().coversAll(known),
                looked.equals(beyond));
    }

    /// The rest of the index cannot be read.
    private static Finding.Missing missingSoFar(
            ReplicaState replica, PartitionClock known, PartitionClock looked, List<Finding.LivingDot> living) {
        boolean coversKnown = replica.clock().coversAll(known);
        return new Finding.Missing(replica.partition(), replica.tree().root(), living, looked, coversKnown, false);
    }
}
