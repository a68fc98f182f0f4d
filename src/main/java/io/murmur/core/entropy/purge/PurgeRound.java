package io.murmur.core.entropy.purge;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import java.util.List;
import java.util.TreeSet;

/// One deleted key on its way out.
///
/// Asking all owners to vouch -> Telling all to purge, when enough have vouched -> Purged, when all have done
/// it. Either -> Given up: an owner does not hold it as it is here, or does not answer.
final class PurgeRound {

    /// Correlations of a round: one for each phase.
    static final int PHASES = 2;

    private enum Phase {
        VOUCHING,
        PURGING,
        PURGED,
        GIVEN_UP
    }

    private final ListedKey key;
    private final long epoch;
    private final List<NodeId> owners;
    private final PurgeSettings settings;
    private final long correlation;
    private final int needed;
    private final boolean checksIncarnations;
    private final TreeSet<NodeId> answered = new TreeSet<>();
    private Phase phase = Phase.VOUCHING;
    private long incarnations;
    private int asks;
    private long againNanos;

    /// A round that has not begun.
    ///
    /// @param needed how many owners have to vouch
    record Plan(ListedKey key, long epoch, List<NodeId> owners, int needed) {}

    PurgeRound(Plan plan, PurgeSettings settings, long correlation) {
        this.key = plan.key();
        this.epoch = plan.epoch();
        this.owners = plan.owners();
        this.needed = plan.needed();
        this.settings = settings;
        this.correlation = correlation;
        this.checksIncarnations = settings.safeguards().has(Safeguard.VOTES_OF_ONE_TIME);
    }

    void send(Now now, Outputs<?> out) {
        asks++;
        againNanos = now.nanosAfterMillis(settings.answerMillis());
        for (NodeId owner : owners) {
            if (!answered.contains(owner)) {
                out.send(owner, request());
            }
        }
    }

    private ReplicaRequest request() {
        Routing routing = new Routing(correlation + (phase == Phase.VOUCHING ? 0 : 1), key.partition(), epoch);
        return phase == Phase.VOUCHING
                ? new ReplicaRequest.Vouch(routing, key.key(), key.digest())
                : new ReplicaRequest.Purge(routing, key.key(), key.digest());
    }

    void on(NodeId from, ReplicaReply reply, Now now, Outputs<?> out) {
        if (isDone() || reply.correlation() != request().routing().correlation() || !owners.contains(from)) {
            return;
        }
        switch (reply) {
            case ReplicaReply.Vouched vouched when phase == Phase.VOUCHING -> vouched(from, vouched, now, out);
            case ReplicaReply.Stored _
            when phase == Phase.PURGING -> {
                answered.add(from);
                phase = answered.size() == owners.size() ? Phase.PURGED : phase;
            }
            case ReplicaReply.Refused _, ReplicaReply.StaleEpoch _ -> phase = Phase.GIVEN_UP;
            case ReplicaReply.Vouched _,
                    ReplicaReply.Stored _,
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

    /// A volume that lost data may have vouched before. Whoever it compared itself with since knows its new
    /// incarnation, and whoever does not holds the delete that it will find there.
    private void vouched(NodeId from, ReplicaReply.Vouched vouched, Now now, Outputs<?> out) {
        incarnations = answered.isEmpty() ? vouched.incarnations() : incarnations;
        boolean agree = incarnations == vouched.incarnations() && incarnations != Incarnations.UNKNOWN;
        answered.add(from);
        if (!vouched.holds() || (checksIncarnations && !agree)) {
            phase = Phase.GIVEN_UP;
        } else if (answered.size() >= needed) {
            phase = Phase.PURGING;
            answered.clear();
            asks = 0;
            send(now, out);
        }
    }

    void tick(Now now, Outputs<?> out) {
        if (!isDone() && now.hasReached(againNanos)) {
            if (asks < settings.asksMax()) {
                send(now, out);
            } else {
                phase = Phase.GIVEN_UP;
            }
        }
    }

    int partition() {
        return key.partition();
    }

    boolean isDone() {
        return phase == Phase.PURGED || phase == Phase.GIVEN_UP;
    }

    boolean isPurged() {
        return phase == Phase.PURGED;
    }
}
