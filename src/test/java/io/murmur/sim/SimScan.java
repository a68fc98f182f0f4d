package io.murmur.sim;

import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Lists all keys of one partition through one node, page by page: after the heal to the end, before as far as it
/// gets.
final class SimScan {

    private static final long BREAK_NANOS = 5 * World.MILLI;
    private static final long TIMEOUT_MILLIS = 2000;

    private final SimCluster cluster;
    private final SimNode node;
    private final int partition;
    private final int limit;
    private final boolean isQuiet;
    private final List<Key> keys = new ArrayList<>();
    private boolean ended;

    /// @param isQuiet whether all was read after the heal, so that it must show exactly what was read
    SimScan(SimCluster cluster, SimNode node, int partition, int limit, boolean isQuiet) {
        this.cluster = cluster;
        this.node = node;
        this.partition = partition;
        this.limit = limit;
        this.isQuiet = isQuiet;
    }

    /// Asks for the page from `fromHash` on, and for all behind it.
    void page(long fromHash) {
        var asked = new ClientOperation.List(partition, fromHash, limit);
        long began = cluster.world().nanos();
        patiently(cluster.world(), node, asked, TIMEOUT_MILLIS, outcome -> {
            if (outcome instanceof Outcome.Listed listed) {
                cluster.history().note(new Fact.Page(asked, listed, began));
                take(listed);
            }
        });
    }

    private void take(Outcome.Listed listed) {
        keys.addAll(listed.keys());
        if (!listed.last()) {
            page(listed.nextHash());
            return;
        }
        ended = true;
        if (isQuiet) {
            cluster.history().note(new Fact.Scan(partition, keys));
        }
    }

    void judge() {
        if (!ended) {
            cluster.history().violate("no end of the pages of partition " + partition + " after the heal: " + keys);
        }
    }

    /// Asks as somebody who tries again a little later when the node has too much to do.
    static void patiently(
            World world, SimNode node, ClientOperation operation, long timeoutMillis, Consumer<Outcome> whenDone) {
        node.submit(operation, timeoutMillis, outcome -> {
            if (outcome instanceof Outcome.Failed(var failure) && failure == Failure.OVERLOADED) {
                world.after(BREAK_NANOS, () -> patiently(world, node, operation, timeoutMillis, whenDone));
            } else {
                whenDone.accept(outcome);
            }
        });
    }
}
