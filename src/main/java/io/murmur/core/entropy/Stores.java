package io.murmur.core.entropy;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an exchange has fetched, on its way into the replicas of its own node.
final class Stores {

    /// A lane may be busy with a slow disk; longer than this nobody waits for it.
    private static final long WAIT_MILLIS = 10_000;

    private final NodeId self;
    private final Questions questions;
    private final TreeMap<Long, Integer> waiting = new TreeMap<>();
    private final TreeSet<Integer> left = new TreeSet<>();
    private long untilNanos;
    private @Nullable Refusal refusal;

    Stores(NodeId self, Questions questions) {
        this.self = self;
        this.questions = questions;
    }

    /// A replica of this node as it was before something was asked for on its behalf.
    ///
    /// @param epoch of the placement
    record Standing(long epoch, long purgeEpoch) {

        static Standing of(ReplicaClock replica) {
            return new Standing(replica.epoch(), replica.purgeEpoch());
        }
    }

    /// Has an object merged into the replica of its partition.
    void merge(KeyedObject fetched, Standing asked, Now now, Outputs<?> out) {
        Routing routing = routing(fetched.partition(), asked.epoch(), now);
        out.send(
                self,
                new ReplicaRequest.Merge(routing, fetched.key(), fetched.object(), List.of(), asked.purgeEpoch()));
    }

    /// Events of a key that others have seen go.
    record Weeds(int partition, long epoch, Key key, List<Dot> dots) {}

    void weed(Weeds weeds, Now now, Outputs<?> out) {
        Routing routing = routing(weeds.partition(), weeds.epoch(), now);
        out.send(self, new ReplicaRequest.Weed(routing, weeds.key(), weeds.dots()));
    }

    /// Dots of one actor that a replica may count as applied: what lives of them is stored.
    record Adoption(int partition, long epoch, ActorId actor, long from, long to) {}

    void adopt(Adoption dots, Now now, Outputs<?> out) {
        Routing routing = routing(dots.partition(), dots.epoch(), now);
        out.send(self, new ReplicaRequest.FillVoid(routing, dots.actor(), dots.from(), dots.to()));
    }

    private Routing routing(int partition, long epoch, Now now) {
        long correlation = questions.correlation();
        waiting.put(correlation, partition);
        untilNanos = now.nanosAfterMillis(WAIT_MILLIS);
        return new Routing(correlation, partition, epoch);
    }

    /// A replica of this node has answered.
    void on(ReplicaReply reply) {
        Integer partition = waiting.remove(reply.correlation());
        if (partition == null) {
            return;
        }
        switch (reply) {
            case ReplicaReply.Stored _ -> {}
            // Who lacks data stores what it gets, and does not vouch for it.
            case ReplicaReply.Refused(_, Refusal reason) when reason == Refusal.BOOTSTRAPPING -> {}
            // The next exchange asks for the latter anew: something was purged since.
            case ReplicaReply.Refused(_, Refusal reason)
            when reason == Refusal.ROTTEN || reason == Refusal.SEEN_BEFORE -> left.add(partition);
            case ReplicaReply.Refused(_, Refusal reason) -> refusal = reason;
            case ReplicaReply.StaleEpoch _ -> refusal = Refusal.NOT_AN_OWNER;
            case ReplicaReply.Vouched _,
                    ReplicaReply.Minted _,
                    ReplicaReply.Recalled _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.Held _,
                    ReplicaReply.HeldDigest _,
                    ReplicaReply.HeldBehind _,
                    ReplicaReply.PageListed _,
                    ReplicaReply.RowsListed _,
                    ReplicaReply.Counted _ -> {}
        }
    }

    /// Whether something was not stored: what is there of its key cannot be read, or it was purged meanwhile.
    boolean isLeftOut(int partition) {
        return left.contains(partition);
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
