package io.murmur.core.membership;

import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Judges this node's wall clock by those of its peers (design decision 8): it is ahead when it leads more than half
/// of all members by more than the guard. This node counts as a member it does not lead, and so does whoever was not
/// heard lately.
final class ClockGuard {

    private final long guardMillis;
    private boolean ahead;
    private long leadMillis;

    ClockGuard(long guardMillis) {
        this.guardMillis = guardMillis;
    }

    boolean isAhead() {
        return ahead;
    }

    long leadMillis() {
        return leadMillis;
    }

    /// @param peers all other members
    void judge(Collection<Acquaintance> peers, Now now) {
        int needed = (peers.size() + 1) / 2 + 1;
        List<Long> leads = new ArrayList<>();
        for (Acquaintance peer : peers) {
            if (peer.clock().isKnown(now)) {
                leads.add(peer.clock().leadMillis(now));
            }
        }
        leads.sort(Comparator.reverseOrder());
        long lead = leads.size() < needed ? 0 : leads.get(needed - 1);
        boolean isAhead = lead > guardMillis;
        if (isAhead != ahead || Math.abs(lead - leadMillis) >= MembershipView.LEAD_STEP_MILLIS) {
            ahead = isAhead;
            leadMillis = lead;
        }
    }
}
