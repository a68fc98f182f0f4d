package io.murmur.sim.membership;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.MemberView;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.ring.ClusterId;
import io.murmur.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One run: start at random times, break, put right, wait, compare every view with the truth.
public final class MembershipSimulation {

    private static final List<String> NAMES = List.of("ant", "bee", "cat", "dog", "elk");
    private static final long FAULTS_NANOS = 20_000 * World.MILLI;
    /// Late hellos come for 5 seconds, a silence lasts 1.5, clocks are compared over 2.
    private static final long QUIET_NANOS = 15_000 * World.MILLI;
    private static final long GUARD_MILLIS = 500;
    /// Clocks differ by so much or not at all.
    private static final long CLOCK_STEP_MILLIS = 2_000;

    /// How a run ended.
    public record Result(long seed, String options, long traceHash, long steps, List<String> violations) {
        public Result {
            violations = List.copyOf(violations);
        }

        /// What a failed run prints.
        public String report() {
            return "seed " + seed + " broke a promise\n  "
                    + violations.stream().distinct().limit(6).collect(Collectors.joining("\n  ")) + "\n  " + options
                    + "\n  replay: mvn -q test -Dtest=MembershipSimulationTest -Dmurmur.seed=" + seed;
        }
    }

    private final long seed;
    private final World world;
    private final MembershipOptions options;
    private final SplittableRandom random;
    private final HelloNetwork network;
    private final Formed table;
    private final List<SimMember> members = new ArrayList<>();
    private final TreeSet<Integer> dead = new TreeSet<>();
    private final List<String> violations = new ArrayList<>();

    private MembershipSimulation(long seed) {
        this.seed = seed;
        this.world = new World(seed);
        this.options = MembershipOptions.draw(world.stream());
        this.random = world.stream();
        this.network = new HelloNetwork(
                world, options, (to, hello, wall) -> members.get(to).receive(hello, wall));
        List<String> names = NAMES.subList(0, options.nodes());
        List<Formed.Member> rows = names.stream()
                .map(name -> new Formed.Member(name, new NodeId(0x100 + NAMES.indexOf(name))))
                .toList();
        this.table = Formed.first(new ClusterId(0, 0x77), new ClusterTerms(names, List.of(), 1, 4, ""), rows);
        for (int place = 0; place < options.nodes(); place++) {
            members.add(new SimMember(this, place, table));
        }
    }

    /// Runs `seed`.
    public static Result run(long seed) {
        return new MembershipSimulation(seed).run();
    }

    World world() {
        return world;
    }

    void send(int from, NodeId to, Hello hello, long wallMillis) {
        network.send(from, placeOf(to), hello, wallMillis);
    }

    /// What a joining node learns from `name`; 0 if there is nothing to join there.
    long transportOf(int asker, String name) {
        int place = NAMES.indexOf(name);
        return network.isOpen(asker, place) && network.isOpen(place, asker)
                ? members.get(place).transport()
                : 0;
    }

    private int placeOf(NodeId node) {
        return (int) (node.bits() - 0x100);
    }

    private Result run() {
        SimMember mistaken = oneOf(members);
        if (options.otherSettings()) {
            mistaken.configure(new Formed(table.cluster(), table.terms(), table.members(), table.placement(), 2));
        }
        members.forEach(member -> {
            drawClock(member);
            world.after(random.nextLong(3_000 * World.MILLI), () -> startIfDown(member));
        });
        scheduleFaults();
        world.runUntil(FAULTS_NANOS);
        network.becomeGood();
        if (options.otherSettings()) {
            mistaken.crash();
            mistaken.configure(table);
        }
        while (dead.size() < options.dead()) {
            dead.add(random.nextInt(members.size()));
        }
        dead.forEach(place -> members.get(place).crash());
        members.forEach(this::startIfDown);
        world.runUntil(FAULTS_NANOS + QUIET_NANOS);
        compareWithTruth();
        return new Result(seed, options.toString(), world.traceHash(), world.steps(), violations);
    }

    private void scheduleFaults() {
        for (int i = 0; i < options.cuts(); i++) {
            world.after(someTime(), network::cutSomething);
            world.after(someTime(), network::joinEverything);
        }
        for (int i = 0; i < options.restarts(); i++) {
            SimMember member = oneOf(members);
            long downMillis = random.nextBoolean() ? 5_000 : 500;
            world.after(someTime(), () -> {
                member.crash();
                world.after(random.nextLong(downMillis * World.MILLI), () -> startIfDown(member));
            });
        }
        for (int i = 0; i < options.pauses(); i++) {
            SimMember member = oneOf(members);
            world.after(someTime(), () -> member.pause(random.nextLong(4_000)));
        }
        for (int i = 0; i < options.clockJumps(); i++) {
            SimMember member = oneOf(members);
            world.after(someTime(), () -> drawClock(member));
        }
        if (options.copiedVolume()) {
            int place = random.nextInt(members.size());
            Introduction copy =
                    new Introduction(NAMES.get(place), members.get(place).node(), 1, random.nextLong() | 1);
            world.after(someTime(), () -> speakAsCopy(place, copy));
        }
    }

    private void speakAsCopy(int place, Introduction copy) {
        if (world.nanos() < FAULTS_NANOS) {
            Contact contact =
                    new Contact(random.nextBoolean(), random.nextBoolean(), Contact.NOBODY, VolumeMemory.NOTHING);
            Hello hello = new Hello(table.cluster(), copy, 1, new Doors("copy", 1, 1), SimMember.VOLUME, contact);
            for (int to = 0; to < members.size(); to++) {
                if (to != place) {
                    network.send(place, to, hello, world.nanos() / World.MILLI);
                }
            }
            world.after(250 * World.MILLI, () -> speakAsCopy(place, copy));
        }
    }

    private SimMember oneOf(List<SimMember> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void drawClock(SimMember member) {
        member.setClock(1_000_000_000L + random.nextInt(4) * CLOCK_STEP_MILLIS);
    }

    private long someTime() {
        return random.nextLong(FAULTS_NANOS);
    }

    private void startIfDown(SimMember member) {
        if (!member.isAlive() && !dead.contains(placeOf(member.node()))) {
            member.start();
        }
    }

    /// What must hold of every view, faults or not.
    void judge(SimMember viewer, @Nullable MembershipView before, MembershipView view) {
        world.trace(viewer.node() + " sees " + view);
        if (view.version() != (before == null ? 1 : before.version() + 1)) {
            violations.add("a view of version " + view.version() + " followed " + before);
        }
        boolean viewerIsRight = viewer.table().settingsVersion() == 1;
        for (MemberView member : view.members()) {
            Introduction peer = member.peer();
            if (peer != null && !peer.node().equals(member.node())) {
                violations.add(member + " has a foreign peer");
            } else if (peer != null && viewerIsRight && isWrong(peer)) {
                violations.add(member + " runs with other settings and was let in");
            }
        }
    }

    private boolean isWrong(Introduction peer) {
        return members.get(placeOf(peer.node())).isWrong(peer.boot());
    }

    private void compareWithTruth() {
        TreeSet<Long> transports = new TreeSet<>();
        for (SimMember viewer : members) {
            if (viewer.isAlive()) {
                members.forEach(member -> compare(viewer, member));
                compareClock(viewer);
                transports.add(viewer.transport());
            }
        }
        if (transports.size() > 1 || (dead.isEmpty() && transports.contains(0L))) {
            violations.add("the living nodes are in these Pekko clusters: " + transports);
        }
    }

    private void compare(SimMember viewer, SimMember member) {
        MemberView seen = viewer.view().member(member.node());
        if (seen == null) {
            violations.add("no member " + member.node());
        } else if (!member.isAlive()) {
            if (seen.reachable()) {
                violations.add("reachable though it is down: " + seen);
            }
        } else {
            MemberView truth = new MemberView(
                    member.node(), seen.name(), member.self(), true, member.doors(), member.transport() != 0, true);
            if (!truth.equals(seen)) {
                violations.add(viewer.node() + " sees " + seen + " instead of " + truth);
            }
        }
    }

    private void compareClock(SimMember viewer) {
        long led = members.stream()
                .filter(SimMember::isAlive)
                .filter(member -> viewer.clockMillis() - member.clockMillis() > GUARD_MILLIS)
                .count();
        boolean ahead = 2 * led > members.size();
        if (ahead != viewer.view().clockAhead()) {
            violations.add(viewer.node() + " leads " + led + " of " + members.size() + " but says " + viewer.view());
        }
    }
}
