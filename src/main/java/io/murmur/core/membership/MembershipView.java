package io.murmur.core.membership;

import io.murmur.core.machine.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a node believes of its cluster's members at one moment. Immutable; a hint, never part of a safety
/// argument.
///
/// @param version rises with each view of one process, from 1
/// @param members of the cluster, this node included, by name ascending
/// @param clockAhead whether this node's wall clock leads those of more than half of all members by more than the
///     guard; it should not mint then
/// @param clockLeadMillis the greatest lead it has over more than half of all members at once, negative if it is
///     behind; 0 if too few clocks are known, as in clusters of one and two, where nobody can tell whose is wrong. Up
///     to [#LEAD_STEP_MILLIS] old news
public record MembershipView(long version, List<MemberView> members, boolean clockAhead, long clockLeadMillis)
        implements MembershipNotice {

    /// A lead that moves less is not worth a new view.
    public static final long LEAD_STEP_MILLIS = 50;

    public MembershipView {
        members = List.copyOf(members);
    }

    /// The member with this id; null if the cluster has none.
    public @Nullable MemberView member(NodeId node) {
        for (MemberView member : members) {
            if (member.node().equals(node)) {
                return member;
            }
        }
        return null;
    }

    boolean saysTheSameAs(MembershipView other) {
        return members.equals(other.members)
                && clockAhead == other.clockAhead
                && clockLeadMillis == other.clockLeadMillis;
    }
}
