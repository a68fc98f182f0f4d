package io.murmur.core.entropy;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an exchange has fetched, on its way into the replicas of its own node.
final class Stores {

    /// A lane may be busy with a slow disk; longer than this nobody waits for it.
    private static final long WAIT_MILLIS = 10_000;

    private final NodeId self;
    private final Questions questions;
    private final TreeSet<Long> waiting = new TreeSet<>();
    private long untilNanos;
    private @Nullable Refusal refusal;

    Stores(NodeId self, Questions questions) {
        this.self = self;
        this.questions = questions;
    }

    /// Has an object merged into the replica of its partition.
    void merge(KeyedObject fetched, long epoch, Now now, Outputs<?> out) {
        Routing routing = routing(fetched.partition(), epoch, now);
        out.send(self, new ReplicaRequest.Merge(routing, fetched.key(), fetched.object(), List.of()));
    }

    /// Has the replica count these dots as applied: what lives of them is stored.
    void adopt(int partition, long epoch, PartitionClock dots, Now now, Outputs<?> out) {
        for (Map.Entry<ActorId, IntervalSet> entry : dots.byActor().entrySet()) {
            IntervalSet counters = entry.getValue();
            for (int i = 0; i < counters.intervals(); i++) {
                Routing routing = routing(partition, epoch, now);
                out.send(self, new ReplicaRequest.FillVoid(routing, entry.getKey(), counters.from(i), counters.to(i)));
            }
        }
    }

    private Routing routing(int partition, long epoch, Now now) {
        long correlation = questions.correlation();
        waiting.add(correlation);
        untilNanos = now.nanosAfterMillis(WAIT_MILLIS);
        return new Routing(correlation, partition, epoch);
    }

    /// A replica of this node has answered.
    void on(ReplicaReply reply) {
        if (!waiting.remove(reply.correlation())) {
            return;
        }
        switch (reply) {
            case ReplicaReply.Stored _ -> {}
            // Who lacks data stores what it gets, and does not vouch for it.
            case ReplicaReply.Refused(_, Refusal reason) when reason == Refusal.BOOTSTRAPPING -> {}
            case ReplicaReply.Refused(_, Refusal reason) -> refusal = reason;
            case ReplicaReply.StaleEpoch _ -> refusal = Refusal.NOT_AN_OWNER;
            case ReplicaReply.Minted _,
                    ReplicaReply.Recalled _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.Held _,
                    ReplicaReply.HeldDigest _,
                    ReplicaReply.PageListed _,
                    ReplicaReply.Counted _ -> {}
        }
    }

    boolean isDone() {
        return waiting.isEmpty();
    }

    /// Why something could not be stored; null if nothing went wrong so far.
    @Nullable
    String failure(Now now) {
        if (refusal != null) {
            return "this node did not store what was fetched: " + refusal;
        }
        return !waiting.isEmpty() && now.hasReached(untilNanos) ? "this node does not store what was fetched" : null;
    }
}
