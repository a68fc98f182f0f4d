package io.murmur.core.entropy;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Fetches the events the peer has applied and this node has not, of some partitions.
///
/// Settling: what is on its way arrives -> Asking the own clocks -> Fetching a page of what the peer has
/// beyond them -> Storing it, and then adopting the dots of the partitions that were looked through -> the
/// next page -> Done when no partition is left.
///
/// Why the dots may be adopted: each was alive at the peer when it was looked for, and is stored here now, or
/// some event of the peer's clock had superseded it. The last page of a partition is made of the peer's whole
/// clock at one moment, so that event is among those this node knew or looked for, and so on until one is
/// stored here.
final class ClockCatchUp implements Leg {

    private enum Phase {
        SETTLING,
        ASKING_SELF,
        WAITING_FOR_BUDGET,
        FETCHING,
        STORING,
        ADOPTING,
        DONE
    }

    private final Kit kit;
    private final List<Integer> partitions;
    private final TreeMap<Integer, Catching> left = new TreeMap<>();
    private final List<Catching> adoptable = new ArrayList<>();
    private final List<Integer> caughtUp = new ArrayList<>();
    private final List<Integer> alike = new ArrayList<>();
    private final List<Integer> differentDespiteClocks = new ArrayList<>();
    private final List<Integer> unexplained = new ArrayList<>();
    private Phase phase = Phase.SETTLING;
    private long settledNanos;
    private @Nullable String failure;

    /// One partition that may lack something.
    private static final class Catching {
        private final ReplicaClock own;
        private final PartitionClock known;
        private final PartitionClock looked = new PartitionClock();

        Catching(ReplicaClock own) {
            this.own = own;
            this.known = own.clock().copy();
        }

        ReplicaClock asKnown() {
            return new ReplicaClock(own.partition(), own.epoch(), 0, known.copy());
        }
    }

    ClockCatchUp(Kit kit, List<Integer> partitions) {
        this.kit = kit;
        this.partitions = List.copyOf(partitions);
    }

    @Override
    public void begin(Now now, Outputs<ExchangeNotice> out) {
        settledNanos = now.nanosAfterMillis(kit.settings().settleMillis());
    }

    @Override
    public void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        switch (reply) {
            case SyncReply.ClocksShown(_, var clocks)
            when phase == Phase.ASKING_SELF -> {
                clocks.forEach(clock -> left.put(clock.partition(), new Catching(clock)));
                fetchNext(now, out);
            }
            case SyncReply.MissingSent sent when phase == Phase.FETCHING -> store(sent, now, out);
            case SyncReply.Declined(_, var reason) -> failure = "the peer does not send what is missing: " + reason;
            case SyncReply.ClocksShown _,
                    SyncReply.MissingSent _,
                    SyncReply.HoldingsListed _,
                    SyncReply.HoldingsSketched _,
                    SyncReply.ObjectsSent _ -> failure = "an answer does not fit its question";
        }
    }

    @Override
    public void advance(Now now, Outputs<ExchangeNotice> out) {
        switch (phase) {
            case SETTLING -> askSelfWhenSettled(now, out);
            case WAITING_FOR_BUDGET -> fetchNext(now, out);
            case STORING -> {
                if (kit.stores().isDone()) {
                    adopt(now, out);
                }
            }
            case ADOPTING -> {
                if (kit.stores().isDone()) {
                    fetchNext(now, out);
                }
            }
            case ASKING_SELF, FETCHING, DONE -> {}
        }
    }

    private void askSelfWhenSettled(Now now, Outputs<ExchangeNotice> out) {
        if (now.hasReached(settledNanos)) {
            phase = Phase.ASKING_SELF;
            var request = new SyncRequest.ShowClocks(kit.questions().correlation(), partitions);
            kit.questions().ask(kit.self(), request, now, out);
        }
    }

    private void fetchNext(Now now, Outputs<ExchangeNotice> out) {
        if (left.isEmpty()) {
            phase = Phase.DONE;
        } else if (!kit.budget().hasRoom(now)) {
            phase = Phase.WAITING_FOR_BUDGET;
        } else {
            phase = Phase.FETCHING;
            List<ReplicaClock> known =
                    left.values().stream().map(Catching::asKnown).toList();
            var request = new SyncRequest.SendMissing(
                    kit.questions().correlation(), known, kit.settings().pageBytes());
            kit.questions().ask(kit.peer(), request, now, out);
        }
    }

    private void store(SyncReply.MissingSent sent, Now now, Outputs<ExchangeNotice> out) {
        long bytes = 0;
        for (KeyedObject fetched : sent.objects()) {
            Catching catching = left.get(fetched.partition());
            if (catching == null) {
                failure = "the peer sent an object that was not asked for";
                return;
            }
            bytes += fetched.object().encoded().length;
            kit.stores().merge(fetched, catching.own.epoch(), now, out);
        }
        kit.budget().spend(bytes);
        if (!sent.objects().isEmpty()) {
            out.publish(new ExchangeNotice.Fetched(kit.peer(), sent.objects().size(), bytes, true));
        }
        sent.replicas().forEach(this::note);
        // The peer has other epochs, or is no owner any more.
        if (sent.replicas().isEmpty()) {
            left.clear();
        }
        phase = Phase.STORING;
        advance(now, out);
    }

    private void note(SyncReply.Looked looked) {
        Catching catching = left.get(looked.partition());
        if (catching == null) {
            return;
        }
        catching.known.addAll(looked.dots());
        catching.looked.addAll(looked.dots());
        boolean adopts = looked.complete() || !kit.settings().safeguards().has(Safeguard.ADOPT_WHEN_COMPLETE);
        if (adopts) {
            adoptable.add(catching);
        }
        if (looked.complete()) {
            judge(catching, looked);
        }
        // Without any progress the peer has events whose rows it cannot read: another owner may have them.
        if (looked.complete() || looked.dots().isEmpty()) {
            left.remove(looked.partition());
        }
    }

    /// Only where nothing was missing do own clock and root speak of one moment, and the peer's of another at
    /// which its clock was the same.
    private void judge(Catching catching, SyncReply.Looked looked) {
        boolean sameClock = catching.looked.isEmpty() && looked.coversKnown();
        int partition = looked.partition();
        caughtUp.add(partition);
        if (!sameClock) {
            unexplained.add(partition);
        } else if (catching.own.root() == looked.root()) {
            alike.add(partition);
        } else {
            differentDespiteClocks.add(partition);
        }
    }

    private void adopt(Now now, Outputs<ExchangeNotice> out) {
        phase = Phase.ADOPTING;
        for (Catching catching : adoptable) {
            kit.stores().adopt(catching.own.partition(), catching.own.epoch(), catching.looked, now, out);
        }
        adoptable.clear();
        advance(now, out);
    }

    /// Partitions of which everything the peer had applied is applied here.
    List<Integer> caughtUp() {
        return caughtUp;
    }

    /// Partitions of which both held the same when the own clocks were asked.
    List<Integer> alike() {
        return alike;
    }

    /// Partitions with equal clocks and different contents.
    List<Integer> differentDespiteClocks() {
        return differentDespiteClocks;
    }

    /// The other partitions: clocks tell that they differed, but not whether that was all.
    List<Integer> unexplained() {
        return unexplained;
    }

    @Override
    public boolean isDone() {
        return phase == Phase.DONE;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }
}
