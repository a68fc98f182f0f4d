package io.murmur.core.entropy.pull;

import io.murmur.core.entropy.ClockCatchUp;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.Leg;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import java.util.List;

/// Fetches what one telling speaks of: one leg of an exchange, by itself.
final class Pull {

    private final Leg.Kit kit;
    private final ClockCatchUp leg;
    private final List<Integer> partitions;
    private final long number;
    private boolean failed;

    /// @param number of the telling
    Pull(Leg.Kit kit, List<Integer> partitions, long number) {
        this.kit = kit;
        this.partitions = partitions;
        this.leg = new ClockCatchUp(kit, partitions);
        this.number = number;
    }

    void begin(Now now, Outputs<ExchangeNotice> out) {
        leg.begin(now, out);
        advance(now, out);
    }

    void answered(NodeId from, SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        if (kit.questions().isAnsweredBy(from, reply)) {
            leg.answered(reply, now, out);
            advance(now, out);
        }
    }

    void stored(ReplicaReply reply, Now now, Outputs<ExchangeNotice> out) {
        kit.stored(reply);
        advance(now, out);
    }

    void tick(Now now, Outputs<ExchangeNotice> out) {
        kit.questions().tick(now, out);
        advance(now, out);
    }

    /// What could not be stored must not be taken for stored.
    private void advance(Now now, Outputs<ExchangeNotice> out) {
        failed |= isHopeless(now);
        if (!failed) {
            leg.advance(now, out);
            failed = isHopeless(now);
        }
    }

    private boolean isHopeless(Now now) {
        return leg.failure() != null || kit.failure(now) != null;
    }

    long number() {
        return number;
    }

    boolean isDone() {
        return failed || leg.isDone();
    }

    /// Whether all is stored here that the peer had when it told of it.
    boolean hasFetchedAll() {
        return !failed && leg.isDone() && leg.caughtUp().containsAll(partitions);
    }
}
