package io.murmur.core.entropy;

import io.murmur.core.entropy.answer.Items;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.message.ReplicaReply;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One exchange with one peer: makes this node's replicas hold what the peer's hold. See the picture in the
/// package comment.
///
/// Comparing partitions -> Catching up by clocks -> Weeding, if this node lost data -> Catching up by keys,
/// if need be -> Done. Each may fail,
/// which is Done too.
final class Exchange {

    private final Leg.Kit kit;
    private final LaneDecider.Placements placements;
    private Leg leg;
    private boolean done;
    private int differing;
    private final TreeMap<Integer, Stores.Standing> suspects = new TreeMap<>();

    Exchange(Leg.Kit kit, LaneDecider.Placements placements) {
        this.kit = kit;
        this.placements = placements;
        this.leg = new Comparison(kit, new Scope.Shared(kit.peer()), new Scope.Shared(kit.self()));
    }

    void begin(Now now, Outputs<ExchangeNotice> out) {
        leg.begin(now, out);
    }

    void answered(NodeId from, SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        if (!done && kit.questions().isAnsweredBy(from, reply)) {
            leg.answered(reply, now, out);
            goOn(now, out);
        }
    }

    void stored(ReplicaReply reply, Now now, Outputs<ExchangeNotice> out) {
        if (!done) {
            kit.stored(reply);
            advance(now, out);
        }
    }

    void tick(Now now, Outputs<ExchangeNotice> out) {
        if (!done) {
            kit.questions().tick(now, out);
            advance(now, out);
        }
    }

    /// What could not be stored must not be taken for stored: first whether something failed, then the next
    /// step.
    private void advance(Now now, Outputs<ExchangeNotice> out) {
        if (failure(now) == null) {
            leg.advance(now, out);
        }
        goOn(now, out);
    }

    private void goOn(Now now, Outputs<ExchangeNotice> out) {
        String failure = failure(now);
        if (failure != null) {
            done = true;
            out.publish(new ExchangeNotice.GivenUp(kit.peer(), failure));
        } else if (leg.isDone()) {
            next(now, out);
        }
    }

    private @Nullable String failure(Now now) {
        if (leg instanceof Comparison partitions && partitions.isTooMuch()) {
            return "more partitions differ than can be told";
        }
        if (leg.failure() != null) {
            return leg.failure();
        }
        return kit.failure(now);
    }

    private void next(Now now, Outputs<ExchangeNotice> out) {
        switch (leg) {
            case Comparison partitions -> afterPartitions(partitions, now, out);
            case ClockCatchUp clocks -> afterClocks(clocks, now, out);
            case Weeding weeding -> {
                out.publish(new ExchangeNotice.Weeded(kit.peer(), weeding.partitions()));
                catchUpByKeys(now, out);
            }
            case KeyCatchUp keys -> {
                if (keys.isAlike()) {
                    agree(keys.partitions(), now, out);
                }
                end(out);
            }
        }
    }

    private void afterPartitions(Comparison comparison, Now now, Outputs<ExchangeNotice> out) {
        SortedSet<Integer> differ = partitionsOf(comparison.difference());
        SortedSet<Integer> agreed = partitionsOf(comparison.mine());
        agreed.removeAll(differ);
        agree(agreed, now, out);
        differing = differ.size();
        if (differ.isEmpty()) {
            end(out);
        } else {
            begin(new ClockCatchUp(kit, List.copyOf(differ)), now, out);
        }
    }

    private static SortedSet<Integer> partitionsOf(ItemList items) {
        SortedSet<Integer> partitions = new TreeSet<>();
        for (int i = 0; i < items.size(); i++) {
            partitions.add(Items.partitionOf(items.get(i)));
        }
        return partitions;
    }

    private void agree(Collection<Integer> partitions, Now now, Outputs<ExchangeNotice> out) {
        if (!partitions.isEmpty()) {
            kit.agreements().note(kit.peer(), partitions, now);
            out.publish(new ExchangeNotice.Agreed(kit.peer(), List.copyOf(partitions)));
        }
    }

    private void begin(Leg following, Now now, Outputs<ExchangeNotice> out) {
        leg = following;
        leg.begin(now, out);
    }

    private void afterClocks(ClockCatchUp clocks, Now now, Outputs<ExchangeNotice> out) {
        agree(clocks.alike(), now, out);
        if (!clocks.caughtUp().isEmpty()) {
            out.publish(new ExchangeNotice.CaughtUp(kit.peer(), clocks.caughtUp()));
        }
        for (Integer partition : clocks.differentDespiteClocks()) {
            suspect(partition, clocks);
        }
        for (Integer partition : clocks.unexplained()) {
            if (kit.agreements().isOverdue(kit.peer(), partition, now)) {
                suspect(partition, clocks);
            }
        }
        kit.agreements().limit(kit.peer(), suspects, kit.settings().partitionsMax());
        boolean weeds = !kit.isWhole() && kit.settings().safeguards().has(Safeguard.WEED_AFTER_LOSS);
        if (weeds && !clocks.caughtUp().isEmpty()) {
            begin(new Weeding(kit, clocks.caughtUp(), placements), now, out);
        } else {
            catchUpByKeys(now, out);
        }
    }

    private void suspect(Integer partition, ClockCatchUp clocks) {
        Stores.Standing standing = clocks.standings().get(partition);
        if (standing != null) {
            suspects.put(partition, standing);
        }
    }

    private void catchUpByKeys(Now now, Outputs<ExchangeNotice> out) {
        if (suspects.isEmpty()) {
            end(out);
        } else {
            begin(new KeyCatchUp(kit, suspects), now, out);
        }
    }

    private void end(Outputs<ExchangeNotice> out) {
        done = true;
        out.publish(new ExchangeNotice.Ended(kit.peer(), differing));
    }

    boolean isDone() {
        return done;
    }
}
