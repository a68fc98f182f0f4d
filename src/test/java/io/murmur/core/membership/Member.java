package io.murmur.core.membership;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.ring.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// One member under test, with its clocks. Its peers are what the test says they are.
final class Member {

    static final ClusterId CLUSTER = new ClusterId(0, 0x77);
    static final long BOOT = 1_000;
    static final VolumeReport VOLUME = new VolumeReport(VolumeStarts.NONE, 0, true);

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    /// A greeting that was sent.
    record Sent(NodeId to, Hello hello) {}

    private final Formed formed;
    private final Introduction self;
    private final MembershipMachine machine;
    private final RecordedOutputs<Void> outputs = new RecordedOutputs<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<MembershipNotice> notices = new ArrayList<>();
    private final TreeMap<Long, MembershipView> views = new TreeMap<>();
    // Far from zero, and negative at first, as a monotonic clock may be.
    private long nanos = -3_000_000_000L;
    private long wallMillis = 1_700_000_000_000L;

    Member(String name, int members) {
        List<String> names = NAMES.subList(0, members);
        List<Formed.Member> table =
                names.stream().map(each -> new Formed.Member(each, idOf(each))).toList();
        formed = Formed.first(CLUSTER, new ClusterTerms(names, List.of(), 1, 4, ""), table);
        self = new Introduction(name, idOf(name), 7, BOOT);
        machine = new MembershipMachine(self, formed, doorsOf(name), VolumeMemories.NONE, MembershipLimits.DEFAULT);
    }

    /// A member that has started, and what it said then is forgotten.
    static Member started(String name, int members) {
        Member member = new Member(name, members);
        member.tell(new MembershipInput.Started(VOLUME));
        member.forget();
        return member;
    }

    static NodeId idOf(String name) {
        return new NodeId(0x100 + NAMES.indexOf(name));
    }

    static Doors doorsOf(String name) {
        return new Doors("host-" + name, 7379, 7380);
    }

    static Introduction peer(String name, long boot) {
        return new Introduction(name, idOf(name), 7, boot);
    }

    static Hello hello(Introduction from, Contact contact) {
        return new Hello(CLUSTER, from, 1, doorsOf(from.name()), VOLUME, contact);
    }

    /// What a peer says that hears this member and is not in the Pekko cluster.
    static Hello hello(String name, long boot) {
        return hello(peer(name, boot), new Contact(false, false, BOOT, VolumeMemory.NOTHING));
    }

    Now now() {
        return new Now(nanos, wallMillis);
    }

    Introduction self() {
        return self;
    }

    void tell(MembershipInput input) {
        machine.on(input, now(), outputs);
        for (Output<Void> output : outputs.drain()) {
            switch (output) {
                case Output.Send<Void>(var to, Hello hello, _) -> sent.add(new Sent(to, hello));
                case Output.Publish<Void>(MembershipView view) -> {
                    notices.add(view);
                    if (!views.isEmpty() && view.version() != views.lastKey() + 1) {
                        throw new AssertionError("after view " + views.lastKey() + " came " + view.version());
                    }
                    views.put(view.version(), view);
                }
                case Output.Publish<Void>(MembershipNotice notice) -> notices.add(notice);
                case Output.Publish<Void> _,
                        Output.Send<Void> _,
                        Output.Answer<Void> _,
                        Output.StartTimer<Void> _,
                        Output.CancelTimer<Void> _ -> throw new AssertionError("membership does not ask for " + output);
            }
        }
    }

    /// A hello arrives without delay, from a clock that agrees.
    void hear(Hello hello) {
        tell(new MembershipInput.HelloHeard(hello, wallMillis));
    }

    /// A hello arrives without delay, from a clock that is `aheadMillis` ahead of this node's.
    void hear(Hello hello, long aheadMillis) {
        tell(new MembershipInput.HelloHeard(hello, wallMillis + aheadMillis));
    }

    /// Time passes, with ticks.
    void pass(long millis) {
        for (long left = millis; left > 0; left -= 50) {
            standStill(Math.min(50, left));
            tell(new MembershipInput.Ticked(VOLUME));
        }
    }

    /// Time passes without an input.
    void standStill(long millis) {
        nanos += millis * 1_000_000;
        wallMillis += millis;
    }

    /// Somebody sets the clock.
    void jumpWallClock(long millis) {
        wallMillis += millis;
    }

    void forget() {
        sent.clear();
        notices.clear();
    }

    /// What was sent since the last call.
    List<Sent> sent() {
        List<Sent> list = List.copyOf(sent);
        sent.clear();
        return list;
    }

    /// What was published since the last call, of one kind.
    <N extends MembershipNotice> List<N> notices(Class<N> kind) {
        List<N> list = notices.stream().filter(kind::isInstance).map(kind::cast).toList();
        notices.removeIf(kind::isInstance);
        return list;
    }

    MembershipView view() {
        return views.lastEntry().getValue();
    }

    MemberView viewOf(String name) {
        MemberView member = view().member(idOf(name));
        if (member == null) {
            throw new AssertionError("no member " + name);
        }
        return member;
    }

    boolean sees(String name) {
        return viewOf(name).reachable();
    }
}
