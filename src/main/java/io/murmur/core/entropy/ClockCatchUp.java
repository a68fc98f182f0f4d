package io.murmur.core.entropy;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Fetches the events the peer has applied and this node has not, of some partitions.
///
/// Settling: what is on its way arrives -> Asking the own clocks -> Fetching a page of what the peer has
/// beyond them -> Storing it, and then adopting the dots of the partitions that were looked through -> the
/// next page, now and then with fresh clocks: what clients write meanwhile comes by itself -> Done when no
/// partition is left.
///
/// Why the dots may be adopted: each was alive at the peer when it was looked for, and is stored here now, or
/// some event of the peer's clock had superseded it. The last page of a partition is made of the peer's whole
/// clock at one moment, so that event is among those this node knew or looked for, and so on until one is
/// stored here.
public final class ClockCatchUp implements Leg {

    /// A lane takes no more than so many requests at once from an exchange.
    private static final int ADOPTIONS_AT_ONCE = 256;

    private static final long REFRESH_MILLIS = 2_000;

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
    /// Once everything is stored.
    private final ArrayDeque<Stores.Adoption> adoptions = new ArrayDeque<>();
    private final TreeMap<Integer, Stores.Standing> standings = new TreeMap<>();
    private final List<Integer> caughtUp = new ArrayList<>();
    private final List<Integer> alike = new ArrayList<>();
    private final List<Integer> differentDespiteClocks = new ArrayList<>();
    private final List<Integer> unexplained = new ArrayList<>();
    private Phase phase = Phase.SETTLING;
    /// When the own clocks are to be asked.
    private long askSelfNanos;
    private @Nullable String failure;

    /// One partition that may lack something.
    private static final class Catching {
        private ReplicaClock own;
        private PartitionClock known = new PartitionClock();
        private final PartitionClock looked = new PartitionClock();
        /// What merging adds to the clock by itself.
        private final PartitionClock merged = new PartitionClock();

        Catching(ReplicaClock own) {
            this.own = own;
            refresh(own);
        }

        void refresh(ReplicaClock fresh) {
            own = fresh;
            known = fresh.clock().copy();
            known.addAll(looked);
        }

        ReplicaClock asKnown() {
            return new ReplicaClock(own.partition(), own.epoch(), 0, 0, known.copy());
        }
    }

    /// Catches up with the peer of `kit`.
    public ClockCatchUp(Kit kit, List<Integer> partitions) {
        this.kit = kit;
        this.partitions = List.copyOf(partitions);
    }

    @Override
    public void begin(Now now, Outputs<ExchangeNotice> out) {
        askSelfNanos = now.nanosAfterMillis(kit.settings().settleMillis());
    }

    @Override
    public void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        switch (reply) {
            case SyncReply.ClocksShown(_, var clocks)
            when phase == Phase.ASKING_SELF -> {
                askSelfNanos = now.nanosAfterMillis(REFRESH_MILLIS);
                clocks.forEach(this::show);
                fetchNext(now, out);
            }
            case SyncReply.MissingSent sent when phase == Phase.FETCHING -> store(sent, now, out);
            case SyncReply.Declined(_, var reason) -> failure = "the peer does not send what is missing: " + reason;
            case SyncReply.ClocksShown _,
                    SyncReply.MissingSent _,
                    SyncReply.HoldingsListed _,
                    SyncReply.HoldingsSketched _,
                    SyncReply.ObjectsSent _,
                    SyncReply.KeysListed _,
                    SyncReply.Inspected _,
                    SyncReply.DeadListed _,
                    SyncReply.KeyShown _ -> failure = "an answer does not fit its question";
        }
    }

    @Override
    public void advance(Now now, Outputs<ExchangeNotice> out) {
        switch (phase) {
            case SETTLING -> {
                if (now.hasReached(askSelfNanos)) {
                    askSelf(partitions, now, out);
                }
            }
            case WAITING_FOR_BUDGET -> fetchNext(now, out);
            case STORING -> {
                if (kit.stores().isDone()) {
                    adopt(now, out);
                }
            }
            case ADOPTING -> {
                if (kit.stores().isDone()) {
                    adopt(now, out);
                }
            }
            case ASKING_SELF, FETCHING, DONE -> {}
        }
    }

    private void askSelf(List<Integer> of, Now now, Outputs<ExchangeNotice> out) {
        phase = Phase.ASKING_SELF;
        var request = new SyncRequest.ShowClocks(kit.questions().correlation(), of);
        kit.questions().ask(kit.self(), request, now, out);
    }

    private void show(ReplicaClock clock) {
        standings.put(clock.partition(), Stores.Standing.of(clock));
        Catching catching = left.get(clock.partition());
        if (catching == null) {
            left.put(clock.partition(), new Catching(clock));
        } else {
            catching.refresh(clock);
        }
    }

    private void fetchNext(Now now, Outputs<ExchangeNotice> out) {
        if (left.isEmpty()) {
            phase = Phase.DONE;
        } else if (!kit.budget().hasRoom(now)) {
            phase = Phase.WAITING_FOR_BUDGET;
        } else if (now.hasReached(askSelfNanos)) {
            askSelf(List.copyOf(left.keySet()), now, out);
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
            kit.stores().merge(fetched, Stores.Standing.of(catching.own), now, out);
            fetched.object().siblings().forEach(sibling -> catching.merged.add(sibling.dot()));
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
            planToAdopt(catching);
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

    private void planToAdopt(Catching catching) {
        ReplicaClock own = catching.own;
        catching.looked.minus(catching.merged).byActor().forEach((actor, counters) -> {
            for (int i = 0; i < counters.intervals(); i++) {
                long from = counters.from(i);
                adoptions.add(new Stores.Adoption(own.partition(), own.epoch(), actor, from, counters.to(i)));
            }
        });
    }

    private void adopt(Now now, Outputs<ExchangeNotice> out) {
        if (adoptions.isEmpty()) {
            fetchNext(now, out);
            return;
        }
        phase = Phase.ADOPTING;
        for (int i = 0; i < ADOPTIONS_AT_ONCE && !adoptions.isEmpty(); i++) {
            Stores.Adoption next = adoptions.remove();
            if (!kit.stores().isLeftOut(next.partition())) {
                kit.stores().adopt(next, now, out);
            }
        }
        advance(now, out);
    }

    /// Partitions of which everything the peer had applied is applied here.
    public List<Integer> caughtUp() {
        caughtUp.removeIf(kit.stores()::isLeftOut);
        return caughtUp;
    }

    /// How the own replicas stood when they were asked last.
    SortedMap<Integer, Stores.Standing> standings() {
        return standings;
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
