package io.murmur.actor.replica;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.TimerKey;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.ReplicaState;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.version.Dot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what a lane decided. Belongs to one lane.
final class LaneOutputs implements OutputRunner.Port<ReplicaReply> {

    private static final Logger LOG = LoggerFactory.getLogger(LaneOutputs.class);

    /// So many keys are remembered, and no more are warned of.
    private static final int WARNED_MAX = 1_000;

    private final ReplicaSupplies supplies;
    private final Map<String, Integer> warnedAtTens = new HashMap<>();
    private final Outbox outbox;
    private final OutputRunner<ReplicaReply> runner;
    private final AskedTimes asked = new AskedTimes();
    /// Partitions of the batch that is shown.
    private final BitSet touched = new BitSet();

    LaneOutputs(ReplicaSupplies supplies) {
        this.supplies = supplies;
        this.outbox = supplies.newOutbox();
        this.runner = new OutputRunner<>(this);
    }

    /// A batch begins: its requests waited until now.
    void begin(long nanos) {
        asked.begin(nanos);
    }

    /// A request of the batch.
    void asked(NodeId from, long correlation, long arrivedNanos) {
        asked.add(from, correlation, arrivedNanos);
    }

    /// The batch waited so long until the disk began with it.
    void waitedForDisk(long nanos) {
        asked.waitMore(nanos);
    }

    /// Runs outputs that wait for nothing, or for what is durable by now.
    void run(List<Output<ReplicaReply>> outputs) {
        runner.runAll(outputs);
        outbox.flush();
    }

    /// `batch` is durable: to be said before anything that waited for it is run.
    void durable(LaneBatch batch, LaneState state) {
        if (extendsALease(batch)) {
            raiseChainFloor();
        }
        batch.recorded().forEach(this::tellStored);
        showLivingKeys(batch, state);
        showApplied(batch, state);
    }

    private void tellStored(Recorded recorded) {
        if (recorded.event() instanceof ReplicaEvent.ObjectChanged changed) {
            for (Dot dot : changed.applied()) {
                if (dot.actor().equals(supplies.self())) {
                    supplies.figures().named();
                }
            }
        }
        RowChange row = recorded.row();
        if (row != null) {
            supplies.stored().accept(row);
        }
    }

    private static boolean extendsALease(LaneBatch batch) {
        return batch.recorded().stream().anyMatch(each -> each.event() instanceof ReplicaEvent.LeaseExtended);
    }

    /// Before any dot of the new lease can leave: then a database put back to an older state is noticed (G9).
    private void raiseChainFloor() {
        try {
            supplies.volume().raiseChainFloor();
        } catch (IOException failed) {
            supplies.stops().fatal().accept("the identity file cannot be written: " + failed.getMessage());
            throw new UncheckedIOException(failed);
        }
    }

    private void showLivingKeys(LaneBatch batch, LaneState state) {
        for (Recorded recorded : batch.recorded()) {
            int delta = switch (recorded.event()) {
                case ReplicaEvent.ObjectChanged changed -> changed.livingDelta();
                case ReplicaEvent.Purged purged -> purged.livingDelta();
                case ReplicaEvent.IncarnationBegun _,
                        ReplicaEvent.LeaseExtended _,
                        ReplicaEvent.GapVoided _,
                        ReplicaEvent.TreeCorrected _,
                        ReplicaEvent.EventsLost _,
                        ReplicaEvent.Vouched _ -> 0;
            };
            int partition = recorded.event().partition();
            ReplicaState replica = delta == 0 ? null : state.replica(partition);
            if (replica != null) {
                supplies.figures().livingKeys(partition, replica.livingKeys());
            }
        }
    }

    private void showApplied(LaneBatch batch, LaneState state) {
        for (Recorded recorded : batch.recorded()) {
            touched.set(recorded.event().partition());
        }
        for (int at = touched.nextSetBit(0); at >= 0; at = touched.nextSetBit(at + 1)) {
            ReplicaState replica = state.replica(at);
            if (replica != null) {
                show(replica);
            }
        }
        touched.clear();
    }

    /// What a replica has applied, all of it durable.
    void show(ReplicaState replica) {
        supplies.figures().applied(replica.partition(), replica.clock().withoutGaps());
    }

    void flush() {
        outbox.flush();
    }

    void send(NodeId to, Message message) {
        outbox.send(to, message);
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        Outbox.Asked question = message instanceof ReplicaReply reply ? asked.find(to, reply.correlation()) : null;
        if (question != null) {
            outbox.answer(to, message, question);
        } else {
            outbox.send(to, message, waitsMillis);
        }
    }

    @Override
    public void publish(Message event) {
        if (event instanceof ReplicaNotice notice) {
            notice(notice);
        }
    }

    private void notice(ReplicaNotice notice) {
        NodeId self = supplies.self().node();
        switch (notice) {
            case ReplicaNotice.VoidFound _,
                    ReplicaNotice.KeyDied _,
                    ReplicaNotice.KeyEnds _,
                    ReplicaNotice.RowDamaged _,
                    ReplicaNotice.Unpushed _ -> outbox.send(self, notice);
            case ReplicaNotice.RolledBack(var partition, var seen) ->
                supplies.stops()
                        .putBack()
                        .accept("another node knows write " + seen + " of this node in partition " + partition
                                + ", which this volume does not: it was put back to an older state");
            case ReplicaNotice.ManySiblings many -> warn(many);
            case ReplicaNotice.EventsLost lost -> {
                LOG.error(
                        "Key \"{}\" (partition {}) was restored without {} of its events, which no other owner holds:"
                                + " {}. What they wrote is lost if its row on this node was the only copy",
                        lost.key(),
                        lost.partition(),
                        lost.dots().size(),
                        lost.dots());
                outbox.send(self, lost);
            }
        }
    }

    /// At ten, twenty and so on, once for each key: every further write to it would fill the log.
    private void warn(ReplicaNotice.ManySiblings many) {
        int tens = many.siblings() / 10;
        boolean isNews = warnedAtTens.getOrDefault(many.key(), 0) < tens;
        if (isNews && warnedAtTens.size() < WARNED_MAX) {
            warnedAtTens.put(many.key(), tens);
            LOG.warn(
                    "Key \"{}\" (partition {}) has {} siblings; at {} writes to it are refused. Write it with the"
                            + " context of a read (KV.GET, KV.SET ... CONTEXT), or with a plain SET",
                    many.key(),
                    many.partition(),
                    many.siblings(),
                    supplies.limits().siblingsMax());
        }
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        throw new InvariantViolation("lanes have no timers, asked for " + key);
    }

    @Override
    public void cancelTimer(TimerKey key) {
        throw new InvariantViolation("lanes have no timers, asked for " + key);
    }

    @Override
    public void answer(long correlation, ReplicaReply answer) {
        throw new InvariantViolation("lanes answer by sending, not " + answer);
    }
}
