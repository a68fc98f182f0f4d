package io.murmur.core.gossip;

import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.Delay;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node says of itself, and when. Mutable, owned by one [GossipMachine].
final class OwnReports {

    private final NodeId self;
    private final GossipSettings settings;
    private Version version;
    private @Nullable Report last;
    private long roundsSince;
    /// What others hold of this node counts as newer than what it says.
    private boolean outdone;

    /// @param past what is known of the node at the start; null if nothing is
    OwnReports(GossipMachine.Identity identity, @Nullable Report past, GossipSettings settings) {
        this.self = identity.node();
        this.settings = settings;
        this.version = Version.ofBoot(identity.boot());
        if (past != null && past.version().boot() == identity.boot()) {
            version = past.version();
            last = past;
        } else if (past != null) {
            heard(past.version());
        }
    }

    /// A round has passed.
    ///
    /// @return what is to be said now; null if nothing is
    @Nullable
    Report tick(Condition condition, RoundTrips trips, int members) {
        roundsSince++;
        Report before = last;
        Condition steady = before == null ? condition : condition.steadiedBy(before.condition());
        return before == null || isDue(before, steady, members) ? make(steady, trips.delays()) : null;
    }

    /// Delays are never the same twice: they are told with the next report, and are no reason for one.
    private boolean isDue(Report before, Condition condition, int members) {
        int pause = settings.pauseRounds(members);
        return outdone
                || condition.isUrgentAfter(before.condition())
                || (!condition.equals(before.condition()) && roundsSince >= pause)
                || (settings.repeatPauses() > 0 && roundsSince >= (long) pause * settings.repeatPauses());
    }

    private Report make(Condition condition, List<Delay> delays) {
        version = version.next();
        Report report = new Report(self, version, condition, delays);
        last = report;
        roundsSince = 0;
        outdone = false;
        return report;
    }

    /// Somebody has a report of this node. If this process did not make it, the next one has to outdo it.
    void heard(Version told) {
        if (settings.safeguards().has(Safeguard.OUTDO_OWN_PAST) && told.compareTo(version) > 0) {
            version = version.outdoing(told);
            outdone = true;
        }
    }

    /// After [#heard]: what was said last once more, if it has to be; null if not.
    @Nullable
    Report again() {
        Report before = last;
        return outdone && before != null ? make(before.condition(), before.delays()) : null;
    }
}
