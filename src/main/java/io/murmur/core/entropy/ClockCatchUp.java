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
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Fetches the events the peer has applied and this node has not, of some partitions.
///
/// Asking the peer's clocks -> Settling: what is on its way arrives -> Asking the own clocks -> for each
/// partition that still lacks something: Fetching a page -> Storing it -> the next, until the peer has
/// nothing beyond it -> Adopting the dots that were looked for -> Done.
///
/// Why the dots may be adopted: each was alive at the peer when it was looked for, and is stored here now, or
/// some event of the peer's clock had superseded it. The last page is made of the peer's whole clock at one
/// moment, so that event is among those this node knew or looked for, and so on until one is stored here.
final class ClockCatchUp implements Leg {

    private enum Phase {
        ASKING_PEER,
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
    private final TreeMap<Integer, ReplicaClock> theirs = new TreeMap<>();
    private final Deque<Catching> left = new ArrayDeque<>();
    private final List<Integer> alike = new ArrayList<>();
    private final List<Integer> differentDespiteClocks = new ArrayList<>();
    private final List<Integer> unexplained = new ArrayList<>();
    private Phase phase = Phase.ASKING_PEER;
    private long settledNanos;
    private @Nullable String failure;

    /// One partition that lacks something.
    private static final class Catching {
        private final ReplicaClock own;
        private final PartitionClock known;
        private final PartitionClock looked = new PartitionClock();
        private boolean complete;

        Catching(ReplicaClock own) {
            this.own = own;
            this.known = own.clock().copy();
        }
    }

    ClockCatchUp(Kit kit, List<Integer> partitions) {
        this.kit = kit;
        this.partitions = List.copyOf(partitions);
    }

    @Override
    public void begin(Now now, Outputs<ExchangeNotice> out) {
        kit.questions()
                .ask(kit.peer(), new SyncRequest.ShowClocks(kit.questions().correlation(), partitions), now, out);
    }

    @Override
    public void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        switch (reply) {
            case SyncReply.ClocksShown(_, var clocks)
            when phase == Phase.ASKING_PEER -> {
                clocks.forEach(clock -> theirs.put(clock.partition(), clock));
                settledNanos = now.nanosAfterMillis(kit.settings().settleMillis());
                phase = Phase.SETTLING;
            }
            case SyncReply.ClocksShown(_, var clocks)
            when phase == Phase.ASKING_SELF -> {
                clocks.forEach(this::judge);
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

    private void judge(ReplicaClock own) {
        ReplicaClock their = theirs.get(own.partition());
        if (their == null || their.epoch() != own.epoch()) {
            return;
        }
        if (!own.clock().coversAll(their.clock())) {
            left.add(new Catching(own));
            unexplained.add(own.partition());
        } else if (own.clock().equals(their.clock())) {
            (own.root() == their.root() ? alike : differentDespiteClocks).add(own.partition());
        } else {
            unexplained.add(own.partition());
        }
    }

    @Override
    public void advance(Now now, Outputs<ExchangeNotice> out) {
        switch (phase) {
            case SETTLING -> askSelfWhenSettled(now, out);
            case WAITING_FOR_BUDGET -> fetchNext(now, out);
            case STORING -> {
                if (kit.stores().isDone()) {
                    afterStoring(now, out);
                }
            }
            case ADOPTING -> {
                if (kit.stores().isDone()) {
                    left.removeFirst();
                    fetchNext(now, out);
                }
            }
            case ASKING_PEER, ASKING_SELF, FETCHING, DONE -> {}
        }
    }

    private void askSelfWhenSettled(Now now, Outputs<ExchangeNotice> out) {
        if (now.hasReached(settledNanos)) {
            phase = Phase.ASKING_SELF;
            kit.questions()
                    .ask(kit.self(), new SyncRequest.ShowClocks(kit.questions().correlation(), partitions), now, out);
        }
    }

    private void fetchNext(Now now, Outputs<ExchangeNotice> out) {
        Catching next = left.peekFirst();
        if (next == null) {
            phase = Phase.DONE;
        } else if (!kit.budget().hasRoom(now)) {
            phase = Phase.WAITING_FOR_BUDGET;
        } else {
            phase = Phase.FETCHING;
            var request = new SyncRequest.SendMissing(
                    kit.questions().correlation(),
                    next.own.partition(),
                    next.own.epoch(),
                    next.known.copy(),
                    kit.settings().pageBytes());
            kit.questions().ask(kit.peer(), request, now, out);
        }
    }

    private void store(SyncReply.MissingSent sent, Now now, Outputs<ExchangeNotice> out) {
        Catching current = left.getFirst();
        long bytes = 0;
        for (KeyedObject fetched : sent.objects()) {
            bytes += fetched.object().encoded().length;
            kit.stores().merge(fetched, current.own.epoch(), now, out);
        }
        kit.budget().spend(bytes);
        current.known.addAll(sent.looked());
        current.looked.addAll(sent.looked());
        current.complete = sent.complete();
        if (!sent.objects().isEmpty()) {
            out.publish(new ExchangeNotice.Fetched(kit.peer(), sent.objects().size(), bytes, true));
        }
        if (sent.looked().isEmpty() && !sent.complete()) {
            // The peer has events whose rows it cannot read: another owner may have them.
            left.removeFirst();
            fetchNext(now, out);
        } else {
            phase = Phase.STORING;
            advance(now, out);
        }
    }

    private void afterStoring(Now now, Outputs<ExchangeNotice> out) {
        Catching current = left.getFirst();
        if (current.complete || !kit.settings().safeguards().has(Safeguard.ADOPT_WHEN_COMPLETE)) {
            phase = Phase.ADOPTING;
            kit.stores().adopt(current.own.partition(), current.own.epoch(), current.looked, now, out);
            advance(now, out);
        } else {
            fetchNext(now, out);
        }
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
