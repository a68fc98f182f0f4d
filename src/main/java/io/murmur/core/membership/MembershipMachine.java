package io.murmur.core.membership;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.HelloCheck;
import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The membership of one node of a formed cluster, from the start of its process to the end.
///
/// Says hello to every other member at each [MembershipLimits#helloMillis], and at once in answer to a hello that
/// asks for it or comes from a process not known before. Two processes that have just met know each other after two
/// hellos, and know that both directions work after three. Publishes [MembershipNotice]s; answers nobody.
///
/// Unsettled -> settled, once: every other member has said hello to this very process, or had
/// [MembershipLimits#unreachableMillis] for it. Until then this node's replicas do not count: somebody may know that
/// its volume was put back.
public final class MembershipMachine implements Machine<MembershipInput, Void> {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MEMORIES_MILLIS = 5_000;

    private final Introduction self;
    private final Formed formed;
    private final Doors doors;
    private final MembershipLimits limits;
    private final HelloCheck check;
    private final ClockGuard clockGuard;
    private final RefusalLog refusals = new RefusalLog();
    /// All other members, by name ascending.
    private final Map<NodeId, Acquaintance> peers = new LinkedHashMap<>();

    private boolean joined;
    private boolean mayForm;
    private long helloDueAt;
    private long inputAt;
    private long clocksCountFrom;
    private VolumeReport volume;
    private boolean settled;
    private long settledAt;
    private VolumeMemories saved;
    private long savedAt;
    private @Nullable MembershipView published;

    /// @param self this process
    /// @param formed its cluster
    /// @param doors where clients reach this node
    /// @param memories what an earlier process of this node kept of the others
    public MembershipMachine(
            Introduction self, Formed formed, Doors doors, VolumeMemories memories, MembershipLimits limits) {
        Invariant.check(
                self.name().equals(formed.nameOf(self.node())),
                () -> "node " + self.name() + " with id " + self.node() + " is not in its cluster");
        Invariant.check(self.boot() != Contact.NOBODY, "no process has the boot that means nobody");
        this.self = self;
        this.formed = formed;
        this.doors = doors;
        this.limits = limits;
        this.volume = new VolumeReport(VolumeStarts.NONE, 0, false);
        this.saved = memories;
        this.check = new HelloCheck(self, formed);
        this.clockGuard = new ClockGuard(limits.guardMillis());
        for (Formed.Member member : formed.members()) {
            if (!member.node().equals(self.node())) {
                peers.put(member.node(), new Acquaintance(member, self.boot(), memories.of(member.node()), limits));
            }
        }
    }

    @Override
    public void on(MembershipInput input, Now now, Outputs<Void> out) {
        Invariant.check(
                (published == null) == input instanceof MembershipInput.Started, "membership starts first, and once");
        noticeStall(now);
        switch (input) {
            case MembershipInput.Started(var own) -> start(own, now, out);
            case MembershipInput.HelloHeard(var hello, var senderWallMillis) -> hear(hello, senderWallMillis, now, out);
            case MembershipInput.FramesHeard(var senders) -> senders.forEach(sender -> frameHeard(sender, now));
            case MembershipInput.TransportChanged(var isJoined) -> joined = isJoined;
            case MembershipInput.Ticked(var own) -> tick(own, now, out);
        }
        settle(now, out);
        judgeTransport(now, out);
        publishChange(now, out);
    }

    private void start(VolumeReport own, Now now, Outputs<Void> out) {
        volume = own;
        settledAt = now.nanosAfterMillis(limits.unreachableMillis());
        savedAt = now.nanos();
        clocksCountFrom = now.nanos();
        greetAll(now, out);
        if (!peers.isEmpty()) {
            List<String> names =
                    peers.values().stream().map(peer -> peer.member().name()).toList();
            out.publish(new TransportNotice.JoinTransport(names));
        }
    }

    /// After a pause of this process the inputs that waited are older than they look: others were not silent, and
    /// their clocks are not behind. What the pause made doubtful is judged when the backlog is worked off.
    private void noticeStall(Now now) {
        long nanos = now.nanos() - inputAt;
        if (published != null && nanos > limits.stallMillis() * NANOS_PER_MILLI) {
            peers.values().forEach(peer -> peer.forgiveSilence(nanos));
            settledAt += nanos;
            clocksCountFrom = now.nanosAfterMillis(limits.helloMillis());
        }
        inputAt = now.nanos();
    }

    private void hear(Hello hello, long senderWallMillis, Now now, Outputs<Void> out) {
        NodeId sender = hello.self().node();
        Acquaintance peer = peers.get(sender);
        switch (judge(hello, peer, now)) {
            case Verdict.Accepted _ -> {
                // An echo of the own hello, from an address that leads back here, is no peer.
                if (peer != null) {
                    accept(peer, hello, senderWallMillis, now, out);
                }
            }
            case Verdict.Refused refused -> {
                if (peer != null && refused.reason() == Verdict.Reason.COPIED_VOLUME) {
                    peer.suspect(refused);
                } else {
                    report(sender, refused, now, out);
                }
            }
        }
    }

    private Verdict judge(Hello hello, @Nullable Acquaintance peer, Now now) {
        return peer == null
                ? check.judge(hello, null, VolumeMemory.NOTHING)
                : check.judge(hello, peer.known(now), peer.remembered());
    }

    private void accept(Acquaintance peer, Hello hello, long senderWallMillis, Now now, Outputs<Void> out) {
        boolean fresh = peer.accept(hello, senderWallMillis, now);
        Verdict.Refused copied = peer.takeSuspicion();
        if (copied != null) {
            report(hello.self().node(), copied, now, out);
        }
        VolumeMemory ours = hello.contact().remembers();
        if (ours.contradicts(self, volume)) {
            out.publish(new VolumePutBack("node " + hello.self().name() + " remembers writes up to " + ours.synced()
                    + " that this node's volume lacks: it was put back to an older state"));
        }
        if (fresh || hello.contact().answer()) {
            greet(peer, now, out);
        }
    }

    private void report(NodeId sender, Verdict.Refused refused, Now now, Outputs<Void> out) {
        if (refusals.isWorthSaying(sender, refused.reason(), now)) {
            out.publish(new HelloRefused(sender, refused.reason(), refused.sentence()));
        }
    }

    private void frameHeard(NodeId sender, Now now) {
        Acquaintance peer = peers.get(sender);
        if (peer != null) {
            peer.frameHeard(now);
        }
    }

    private void tick(VolumeReport own, Now now, Outputs<Void> out) {
        volume = own;
        if (now.hasReached(helloDueAt)) {
            greetAll(now, out);
        }
        if (now.hasReached(clocksCountFrom)) {
            clockGuard.judge(peers.values(), now);
        }
        if (now.nanos() - savedAt >= MEMORIES_MILLIS * NANOS_PER_MILLI) {
            saveMemories(now, out);
        }
    }

    private void saveMemories(Now now, Outputs<Void> out) {
        savedAt = now.nanos();
        TreeMap<NodeId, VolumeMemory> remembered = new TreeMap<>();
        peers.forEach((node, peer) -> remembered.put(node, peer.remembered()));
        VolumeMemories memories = new VolumeMemories(remembered);
        if (!memories.equals(saved)) {
            saved = memories;
            out.publish(memories);
        }
    }

    private void settle(Now now, Outputs<Void> out) {
        if (!settled && (now.hasReached(settledAt) || peers.values().stream().allMatch(Acquaintance::hasHeardUs))) {
            settled = true;
            // Others count this node from now on.
            greetAll(now, out);
        }
    }

    private void greetAll(Now now, Outputs<Void> out) {
        helloDueAt = now.nanosAfterMillis(limits.helloMillis());
        peers.values().forEach(peer -> greet(peer, now, out));
    }

    private void greet(Acquaintance peer, Now now, Outputs<Void> out) {
        Contact contact = new Contact(!peer.isKnown(), joined, peer.heardBoot(now), peer.remembered());
        VolumeReport report = volume.answeringIf(settled);
        out.send(
                peer.member().node(),
                new Hello(formed.cluster(), self, formed.settingsVersion(), doors, report, contact));
    }

    /// The lowest name alone may found the Pekko cluster, and only while all others say they are in none: so no
    /// second one is founded beside the first.
    private void judgeTransport(Now now, Outputs<Void> out) {
        boolean lowest = formed.members().getFirst().node().equals(self.node());
        boolean may = lowest && !joined && peers.values().stream().allMatch(peer -> peer.isSurelyOutside(now));
        if (may && !mayForm) {
            out.publish(new TransportNotice.MayFormTransport());
        }
        mayForm = may;
    }

    private void publishChange(Now now, Outputs<Void> out) {
        List<MemberView> members = new ArrayList<>(peers.size() + 1);
        for (Formed.Member member : formed.members()) {
            Acquaintance peer = peers.get(member.node());
            members.add(
                    peer == null
                            ? new MemberView(
                                    self.node(),
                                    self.name(),
                                    self,
                                    true,
                                    doors,
                                    joined,
                                    volume.answeringIf(settled).answers())
                            : peer.view(now));
        }
        MembershipView last = published;
        MembershipView next = new MembershipView(
                last == null ? 1 : last.version() + 1, members, clockGuard.isAhead(), clockGuard.leadMillis());
        if (last == null || !last.saysTheSameAs(next)) {
            published = next;
            out.publish(next);
        }
    }
}
