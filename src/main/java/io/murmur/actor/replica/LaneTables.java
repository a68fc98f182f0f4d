package io.murmur.actor.replica;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.entropy.answer.Finding;
import io.murmur.core.entropy.answer.Holdings;
import io.murmur.core.entropy.answer.LaneSurveyor;
import io.murmur.core.entropy.answer.Survey;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.ReplicaState;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.storage.ObjectTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one lane reads of its table besides objects: which events live, and trees that must be made anew.
/// Blocks for reads. Belongs to one lane.
final class LaneTables {

    private static final Logger LOG = LoggerFactory.getLogger(LaneTables.class);

    private final ObjectTable table;
    private final Holdings rows;
    private final ReplicaFigures figures;
    private final LaneSurveyor surveyor;

    LaneTables(ReplicaSupplies supplies) {
        this.table = supplies.volume().objects();
        this.rows = new TableHoldings(table.inPassing());
        this.figures = supplies.figures();
        this.surveyor = new LaneSurveyor(supplies.epochs(), this::living, this::sumOf);
    }

    void answer(LaneState state, Survey survey, Consumer<Finding> answer) {
        answer.accept(surveyor.answer(state, survey));
    }

    private @Nullable List<Finding.LivingDot> living(int partition, ActorId actor, long from, long to, int max) {
        try {
            List<Finding.LivingDot> living = new ArrayList<>();
            table.dots(partition, actor, from, to, max)
                    .forEach((counter, key) -> living.add(new Finding.LivingDot(new Dot(actor, counter), key)));
            return living;
        } catch (IOException rotten) {
            figures.damaged();
            LOG.error(
                    "The event index of partition {} is damaged: {}. Replace this node while the others hold the data",
                    partition,
                    rotten.getMessage());
            return null;
        }
    }

    /// What has to be added to a segment of a tree so that it fits the rows; nothing if it does, or if they
    /// cannot be read.
    Optional<ReplicaEvent.TreeCorrected> correctionOf(LaneState state, int partition, int segment) {
        ReplicaState replica = state.replica(partition);
        Long sum = sumOf(partition, segment);
        if (replica == null || sum == null) {
            return Optional.empty();
        }
        long correction = sum - replica.tree().segment(segment);
        return correction == 0
                ? Optional.empty()
                : Optional.of(new ReplicaEvent.TreeCorrected(partition, segment, correction));
    }

    private @Nullable Long sumOf(int partition, int segment) {
        Holdings.HeldSegment held = rows.segment(partition, segment);
        return held.isWhole() ? held.sum() : null;
    }

    /// Gives replicas a tree whose journal is of a version without trees.
    void makeTreesWhole(LaneState state) {
        for (ReplicaState replica : state.replicas()) {
            if (!replica.isTreeWhole()) {
                replica.replaceTree(treeOf(replica.partition()));
            }
        }
    }

    private MerkleTree treeOf(int partition) {
        MerkleTree tree = new MerkleTree();
        try {
            table.scan(partition, 0, (key, row) -> {
                tree.change(key.hash(), 0, IndexRow.decode(row).digest().content());
                return true;
            });
        } catch (IOException | MalformedBytes rotten) {
            figures.damaged();
            LOG.error("The index of partition {} is damaged: {}", partition, rotten.getMessage());
        }
        return tree;
    }
}
