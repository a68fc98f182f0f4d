package io.murmur.node;

import io.murmur.actor.PeerBook;
import io.murmur.actor.gossip.GossipBoard;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.gossip.Known;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.Delay;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.MemberView;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.ring.Placement;
import io.murmur.door.http.NodeView;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.redis.cluster.ClusterNode;
import io.murmur.door.redis.cluster.ClusterSnapshot;
import io.murmur.door.redis.cluster.ClusterView;
import io.murmur.node.settings.ClusterSettings;
import io.murmur.node.settings.NodeAddress;
import io.murmur.node.transport.Mailboxes;
import io.murmur.node.transport.PekkoTransport;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this node knows of its cluster, kept for all who ask: outboxes where the others are, coordinators whom they
/// can reach, doors what clients are told. Thread-safe: membership writes, everybody reads.
final class ClusterBoard implements ClusterView {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterBoard.class);
    private static final int EPOCH_SHIFT = 32;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double MICROS_PER_SECOND = 1e6;

    /// Where what is known goes.
    ///
    /// @param mailboxes finds the mailbox of a member by its name
    /// @param gossip what the members say of themselves
    record Ears(
            LiveTopology topology, PeerBook peers, Mailboxes mailboxes, PekkoTransport transport, GossipBoard gossip) {}

    /// Whether a member can be reached, and since when that is so.
    private record Contact(boolean reachable, long sinceNanos) {}

    private final NodeId self;
    private final Formed formed;
    private final Ears ears;
    private final Map<NodeId, Contact> contacts = new TreeMap<>();
    private volatile @Nullable Doors ownDoors;
    private volatile @Nullable MembershipView members;
    private volatile ClusterSnapshot snapshot;

    ClusterBoard(NodeId self, Formed formed, Ears ears) {
        this.self = self;
        this.formed = formed;
        this.ears = ears;
        this.snapshot = snapshotOf(null);
    }

    /// This node's own doors are open.
    void opened(Doors doors) {
        ownDoors = doors;
        snapshot = snapshotOf(members);
    }

    /// Takes over what membership believes now. Called by one thread at a time.
    void update(MembershipView view) {
        noteContacts(view);
        Map<NodeId, PeerBook.Entry> entries = new TreeMap<>();
        Set<NodeId> reachable = new TreeSet<>();
        for (MemberView member : view.members()) {
            if (member.counts()) {
                reachable.add(member.node());
            }
            PeerBook.Entry entry = entryOf(member);
            if (entry != null) {
                entries.put(member.node(), entry);
            }
        }
        ears.peers().replace(entries);
        ears.topology().reachable(reachable);
        members = view;
        snapshot = snapshotOf(view);
    }

    private synchronized void noteContacts(MembershipView view) {
        for (MemberView member : view.members()) {
            boolean reachable = member.node().equals(self) || member.reachable();
            Contact last = contacts.get(member.node());
            if (last == null || last.reachable() != reachable) {
                contacts.put(member.node(), new Contact(reachable, System.nanoTime()));
                sayContact(member, reachable, last != null);
            }
        }
        MembershipView before = members;
        boolean wasAhead = before != null && before.clockAhead();
        if (wasAhead != view.clockAhead()) {
            sayClock(view);
        }
    }

    private void sayContact(MemberView member, boolean reachable, boolean wasKnown) {
        if (reachable && !member.node().equals(self)) {
            LOG.info("{} is in touch", member.name());
        } else if (!reachable && wasKnown) {
            LOG.warn("{} is out of touch: it is not heard, or does not hear this node", member.name());
        }
    }

    private static void sayClock(MembershipView view) {
        if (view.clockAhead()) {
            LOG.warn(
                    "This node's clock is {} ms ahead of most others': it names no writes until they agree, others"
                            + " carry out what its clients ask",
                    view.clockLeadMillis());
        } else {
            LOG.info("This node's clock agrees with the others' again");
        }
    }

    private PeerBook.@Nullable Entry entryOf(MemberView member) {
        Introduction peer = member.peer();
        if (peer == null || member.node().equals(self)) {
            return null;
        }
        var mailbox = ears.mailboxes().of(member.name());
        return mailbox == null
                ? null
                : new PeerBook.Entry(new Peer(peer.node(), peer.incarnation(), peer.boot()), mailbox);
    }

    private ClusterSnapshot snapshotOf(@Nullable MembershipView view) {
        Placement placement = formed.placement();
        List<ClusterNode> nodes = formed.members().stream()
                .map(member -> nodeOf(member, view == null ? null : view.member(member.node())))
                .toList();
        long changes = view == null ? 0 : view.version();
        return new ClusterSnapshot(
                formed.cluster().toString(),
                placement.epoch() << EPOCH_SHIFT | changes,
                nodes,
                placement.partitions(),
                placement.owners().stream().map(Placement.Owners::nodes).toList());
    }

    private ClusterNode nodeOf(Formed.Member member, @Nullable MemberView seen) {
        Doors doors = doorsOf(member, seen);
        return new ClusterNode(
                member.node(),
                member.name(),
                doors == null ? "" : doors.host(),
                doors == null ? 0 : doors.redisPort(),
                member.node().equals(self),
                seen != null && seen.counts());
    }

    private @Nullable Doors doorsOf(Formed.Member member, @Nullable MemberView seen) {
        return member.node().equals(self) ? ownDoors : seen == null ? null : seen.doors();
    }

    Formed formed() {
        return formed;
    }

    /// Null until membership has said something.
    @Nullable
    MembershipView members() {
        return members;
    }

    /// Whether this node's clock runs so far ahead of the others' that it must not name events.
    boolean clockAhead() {
        MembershipView view = members;
        return view != null && view.clockAhead();
    }

    /// Whether this node's replicas may answer and acknowledge: not before the others had a chance to object, and not
    /// while its volume lacks data.
    boolean answers() {
        MembershipView view = members;
        MemberView own = view == null ? null : view.member(self);
        return own != null && own.answers();
    }

    /// Whether every other member is in touch.
    boolean allInTouch() {
        MembershipView view = members;
        return view != null && view.members().stream().allMatch(MemberView::reachable);
    }

    /// How many of `owners` this node can count on, itself included.
    int reachableOf(List<NodeId> owners) {
        return ears.topology().reachableOf(owners);
    }

    /// The members for a human.
    ///
    /// @param cluster knows their addresses
    List<NodeView.Member> describe(ClusterSettings cluster) {
        MembershipView view = members;
        return formed.members().stream()
                .map(member -> describe(member, view == null ? null : view.member(member.node()), cluster))
                .toList();
    }

    private NodeView.Member describe(Formed.Member member, @Nullable MemberView seen, ClusterSettings cluster) {
        boolean isSelf = member.node().equals(self);
        Doors shown = doorsOf(member, seen);
        String address = cluster.addresses().stream()
                .filter(declared -> declared.name().equals(member.name()))
                .map(NodeAddress::target)
                .findFirst()
                .orElse("");
        return new NodeView.Member(
                member.node(),
                member.name(),
                address,
                shown == null ? "" : shown.host() + ":" + shown.redisPort(),
                shown == null ? "" : shown.host() + ":" + shown.httpPort(),
                isSelf || (seen != null && seen.reachable()),
                seen != null && seen.answers(),
                millisSinceChange(member.node()),
                ears.transport().stateOf(address),
                heardOf(member.node()));
    }

    private NodeStatus.@Nullable Heard heardOf(NodeId node) {
        Known known = ears.gossip().of(node);
        if (known == null) {
            return null;
        }
        Condition condition = known.report().condition();
        Map<String, Double> roundTrips = new TreeMap<>();
        for (Formed.Member member : formed.members()) {
            for (Delay delay : known.report().delays()) {
                if (delay.to().equals(member.node())) {
                    roundTrips.put(member.name(), delay.micros() / MICROS_PER_SECOND);
                }
            }
        }
        return new NodeStatus.Heard(
                ears.gossip().ageSeconds(known),
                condition.operationsPerSecond(),
                condition.waiting(),
                condition.freeDiskBytes(),
                condition.placementEpoch(),
                condition.settingsVersion(),
                HexFormat.of().toHexDigits(condition.clocksDigest()),
                roundTrips);
    }

    private synchronized long millisSinceChange(NodeId node) {
        Contact contact = contacts.get(node);
        return contact == null ? 0 : (System.nanoTime() - contact.sinceNanos()) / NANOS_PER_MILLI;
    }

    @Override
    public ClusterSnapshot current() {
        return snapshot;
    }
}
