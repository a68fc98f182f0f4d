package io.murmur.core.membership;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.HelloCheck;
import io.murmur.core.formation.hello.Verdict;
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
import org.jspecify.annotations.Nullable;

/// The membership of one node of a formed cluster, from the start of its process to the end.
///
/// Says hello to every other member at each [MembershipLimits#helloMillis], and at once in answer to a hello that
/// asks for it or comes from a process not known before. Two processes that have just met know each other after two
/// hellos, and know that both directions work after three. Publishes [MembershipNotice]s; answers nobody.
public final class MembershipMachine implements Machine<MembershipInput, Void> {

    private static final long NANOS_PER_MILLI = 1_000_000;

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
    private @Nullable MembershipView published;

    /// @param self this process
    /// @param formed its cluster
    /// @param doors where clients reach this node
    public MembershipMachine(Introduction self, Formed formed, Doors doors, MembershipLimits limits) {
        Invariant.check(
                self.name().equals(formed.nameOf(self.node())),
                () -> "node " + self.name() + " with id " + self.node() + " is not in its cluster");
        Invariant.check(self.boot() != Contact.NOBODY, "no process has the boot that means nobody");
        this.self = self;
        this.formed = formed;
        this.doors = doors;
        this.limits = limits;
        this.check = new HelloCheck(self, formed);
        this.clockGuard = new ClockGuard(limits.guardMillis());
        for (Formed.Member member : formed.members()) {
            if (!member.node().equals(self.node())) {
                peers.put(member.node(), new Acquaintance(member, self.boot(), limits));
            }
        }
    }

    @Override
    public void on(MembershipInput input, Now now, Outputs<Void> out) {
        Invariant.check(
                (published == null) == input instanceof MembershipInput.Started, "membership starts first, and once");
        noticeStall(now);
        switch (input) {
            case MembershipInput.Started() -> start(now, out);
            case MembershipInput.HelloHeard(var hello, var senderWallMillis) -> hear(hello, senderWallMillis, now, out);
            case MembershipInput.FramesHeard(var senders) -> senders.forEach(sender -> frameHeard(sender, now));
            case MembershipInput.TransportChanged(var isJoined) -> joined = isJoined;
            case MembershipInput.Ticked() -> tick(now, out);
        }
        judgeTransport(now, out);
        publishChange(now, out);
    }

    private void start(Now now, Outputs<Void> out) {
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
            clocksCountFrom = now.nanosAfterMillis(limits.helloMillis());
        }
        inputAt = now.nanos();
    }

    private void hear(Hello hello, long senderWallMillis, Now now, Outputs<Void> out) {
        NodeId sender = hello.self().node();
        Acquaintance peer = peers.get(sender);
        switch (check.judge(hello, peer == null ? null : peer.known(now))) {
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

    private void accept(Acquaintance peer, Hello hello, long senderWallMillis, Now now, Outputs<Void> out) {
        boolean fresh = peer.accept(hello, senderWallMillis, now);
        Verdict.Refused copied = peer.takeSuspicion();
        if (copied != null) {
            report(hello.self().node(), copied, now, out);
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

    private void tick(Now now, Outputs<Void> out) {
        if (now.hasReached(helloDueAt)) {
            greetAll(now, out);
        }
        if (now.hasReached(clocksCountFrom)) {
            clockGuard.judge(peers.values(), now);
        }
    }

    private void greetAll(Now now, Outputs<Void> out) {
        helloDueAt = now.nanosAfterMillis(limits.helloMillis());
        peers.values().forEach(peer -> greet(peer, now, out));
    }

    private void greet(Acquaintance peer, Now now, Outputs<Void> out) {
        Contact contact = new Contact(!peer.isKnown(), joined, peer.heardBoot(now));
        out.send(peer.member().node(), new Hello(formed.cluster(), self, formed.settingsVersion(), doors, contact));
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
                            ? new MemberView(self.node(), self.name(), self, true, doors, joined)
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
