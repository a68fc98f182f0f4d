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

/// Answers surveys from the state of one lane.
///
/// May be asked only while the state is durable, that is between two batches, and with the rows as they are
/// then. Else a clock could cover an event whose row is not there yet, and whoever asks would take it for
/// superseded. Stateless.
public final class LaneSurveyor {

    private final LaneDecider.Placements placements;
    private final DotTable dots;

    /// Which events live: the dot index of this node's table.
    @FunctionalInterface
    public interface DotTable {

        /// The living events of `actor` with counters from `from` to `to`, both inclusive, in order.
        ///
        /// @param max no more than this
        List<Finding.LivingDot> living(int partition, ActorId actor, long from, long to, int max);
    }

    public LaneSurveyor(LaneDecider.Placements placements, DotTable dots) {
        this.placements = placements;
        this.dots = dots;
    }

    public Finding answer(LaneState lane, Survey survey) {
        return switch (survey) {
            case Survey.OfPartitions(var partitions) -> partitionItems(lane, partitions);
            case Survey.OfSegments(var partitions) -> new Finding.OfItems(segmentItems(lane, partitions), 0);
            case Survey.OfClocks(var partitions) -> new Finding.OfClocks(clocks(lane, partitions));
            case Survey.OfMissing missing -> missing(lane, missing);
        };
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
                    replica.clock().copy()));
        }
        return clocks;
    }

    private Finding missing(LaneState lane, Survey.OfMissing survey) {
        List<Finding.Missing> replicas = new ArrayList<>();
        int room = survey.dotsMax();
        for (ReplicaClock known : survey.known()) {
            ReplicaState replica = lane.replica(known.partition());
            if (room > 0 && replica != null && placements.epochOf(known.partition()) == known.epoch()) {
                Finding.Missing missing = missing(replica, known.clock(), room);
                replicas.add(missing);
                room -= missing.living().size();
            }
        }
        return new Finding.OfMissing(replicas);
    }

    private Finding.Missing missing(ReplicaState replica, PartitionClock known, int dotsMax) {
        PartitionClock beyond = replica.clock().minus(known);
        List<Finding.LivingDot> living = new ArrayList<>();
        for (Map.Entry<ActorId, IntervalSet> entry : beyond.byActor().entrySet()) {
            IntervalSet counters = entry.getValue();
            for (int i = 0; i < counters.intervals() && living.size() <= dotsMax; i++) {
                // One more than is wanted tells whether there are more.
                int room = dotsMax + 1 - living.size();
                living.addAll(dots.living(replica.partition(), entry.getKey(), counters.from(i), counters.to(i), room));
            }
        }
        boolean last = living.size() <= dotsMax;
        return new Finding.Missing(
                replica.partition(),
                replica.tree().root(),
                last ? living : living.subList(0, dotsMax),
                beyond,
                replica.clock().coversAll(known),
                last);
    }
}
