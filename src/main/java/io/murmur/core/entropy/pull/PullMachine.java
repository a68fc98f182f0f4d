package io.murmur.core.entropy.pull;

import io.murmur.core.entropy.Budget;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.Leg;
import io.murmur.core.entropy.Questions;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.ring.Placement;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// All that one node has others fetch, and fetches itself: tells each peer what was written here and not sent, and
/// fetches what peers tell. At most one telling is open to each peer, and one pull from each.
///
/// Questions to this node are sent like those to others, to its own [NodeId], and so is what is to be stored.
/// Not thread-safe.
public final class PullMachine implements Machine<PullInput, ExchangeNotice> {

    private final NodeId self;
    private final PullSettings settings;
    private final LongUnaryOperator correlations;
    private final Budget budget;
    private final TreeMap<NodeId, Telling> tellings = new TreeMap<>();
    private final TreeMap<NodeId, Pulling> pullings = new TreeMap<>();
    private long pulls;

    /// What is being fetched from one peer, and what is to be fetched next.
    private static final class Pulling {
        private @Nullable Pull running;
        private SyncMessage.@Nullable Unpushed next;
    }

    /// The pulls of a process that has just started.
    ///
    /// @param correlations the first correlation of each pull, by its number from 1; a pull has 2^32 of them
    public PullMachine(NodeId self, Placement placement, PullSettings settings, LongUnaryOperator correlations) {
        this.self = self;
        this.settings = settings;
        this.correlations = correlations;
        this.budget = new Budget(settings.catchUp().bytesPerSecond());
        boolean tellsAgain = settings.catchUp().safeguards().has(Safeguard.TELL_AGAIN);
        long againMillis = tellsAgain ? settings.tellAgainMillis() : 0;
        for (NodeId peer : placement.peersOf(self)) {
            TreeSet<Integer> shared = new TreeSet<>(placement.sharedBy(self, peer));
            tellings.put(peer, new Telling(peer, shared, correlations.applyAsLong(0), againMillis));
            pullings.put(peer, new Pulling());
        }
    }

    @Override
    public void on(PullInput input, Now now, Outputs<ExchangeNotice> out) {
        switch (input) {
            case PullInput.Written(var partitions) ->
                tellings.values().forEach(telling -> telling.written(partitions, now, out));
            case PullInput.Told(var from, var telling) -> told(from, telling, now, out);
            case PullInput.Confirmed(var from, var pulled) -> confirmed(from, pulled, now, out);
            case PullInput.Answered(var from, var reply) ->
                eachPull(pull -> pull.answered(from, reply, now, out), now, out);
            case PullInput.Stored(var reply) -> eachPull(pull -> pull.stored(reply, now, out), now, out);
            case PullInput.Ticked() -> {
                tellings.values().forEach(telling -> telling.tick(now, out));
                eachPull(pull -> pull.tick(now, out), now, out);
            }
        }
    }

    private void told(NodeId from, SyncMessage.Unpushed telling, Now now, Outputs<ExchangeNotice> out) {
        Pulling pulling = pullings.get(from);
        if (pulling != null && !isRunning(pulling, telling)) {
            pulling.next = telling;
            startNext(from, pulling, now, out);
        }
    }

    /// A telling that came twice is about to be confirmed.
    private static boolean isRunning(Pulling pulling, SyncMessage.Unpushed telling) {
        return pulling.running != null && pulling.running.number() == telling.correlation();
    }

    private void startNext(NodeId from, Pulling pulling, Now now, Outputs<ExchangeNotice> out) {
        SyncMessage.Unpushed telling = pulling.next;
        if (pulling.running == null && telling != null) {
            pulling.next = null;
            var questions = new Questions(
                    settings.catchUp().askAgainMillis(),
                    settings.catchUp().asksMax(),
                    correlations.applyAsLong(++pulls));
            var kit = Leg.Kit.ofOne(self, from, settings.catchUp(), questions, budget);
            Pull pull = new Pull(kit, telling.partitions(), telling.correlation());
            pulling.running = pull;
            pull.begin(now, out);
        }
    }

    private void eachPull(Consumer<Pull> step, Now now, Outputs<ExchangeNotice> out) {
        for (Map.Entry<NodeId, Pulling> each : pullings.entrySet()) {
            Pulling pulling = each.getValue();
            Pull pull = pulling.running;
            if (pull != null) {
                step.accept(pull);
                if (pull.isDone()) {
                    end(each.getKey(), pull, out);
                    pulling.running = null;
                    startNext(each.getKey(), pulling, now, out);
                }
            }
        }
    }

    /// Of one that failed the peer tells again.
    private static void end(NodeId peer, Pull pull, Outputs<ExchangeNotice> out) {
        if (pull.hasFetchedAll()) {
            out.send(peer, new SyncMessage.Pulled(pull.number()));
        }
    }

    private void confirmed(NodeId from, SyncMessage.Pulled pulled, Now now, Outputs<ExchangeNotice> out) {
        Telling telling = tellings.get(from);
        long lag = telling == null ? -1 : telling.confirmed(pulled.correlation(), now, out);
        if (lag >= 0) {
            out.publish(new ExchangeNotice.Pulled(from, lag));
        }
    }

    /// How long the first write that `peer` has not fetched has been here, as far as this node knows.
    ///
    /// @return nanoseconds; 0 if it has fetched all
    public long behindNanos(NodeId peer, Now now) {
        Telling telling = tellings.get(peer);
        return telling == null ? 0 : telling.behindNanos(now);
    }
}
