package io.murmur.sim.gossip;

import io.murmur.core.gossip.GossipTable;
import io.murmur.core.gossip.Known;
import io.murmur.core.gossip.Members;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One run: start at random times, change, break, put right, wait, and see whether everybody knows the truth.
public final class GossipSimulation {

    private static final long FAULTS_NANOS = 60 * SimGossiper.ROUND_NANOS;
    /// Late messages arrive, and whoever was restarted last has said something.
    private static final long SETTLE_NANOS = 45 * SimGossiper.ROUND_NANOS;

    /// How a run ended.
    public record Result(long seed, String options, long traceHash, long steps, List<String> violations) {
        public Result {
            violations = List.copyOf(violations);
        }

        /// What a failed run prints.
        public String report() {
            return "seed " + seed + " broke a promise\n  "
                    + violations.stream().distinct().limit(6).collect(Collectors.joining("\n  ")) + "\n  " + options
                    + "\n  replay: mvn -q test -Dtest=GossipSimulationTest -Dmurmur.seed=" + seed;
        }
    }

    /// A report, and when it was made.
    private record Made(Report report, long nanos) {}

    private record Name(NodeId origin, Version version) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byOrigin = origin.compareTo(other.origin);
            return byOrigin == 0 ? version.compareTo(other.version) : byOrigin;
        }
    }

    private final long seed;
    private final World world;
    private final GossipOptions options;
    private final SplittableRandom random;
    private final GossipNetwork network;
    private final int bytesMax;
    private final List<SimGossiper> nodes = new ArrayList<>();
    private final TreeSet<Integer> dead = new TreeSet<>();
    private final TreeSet<Integer> left = new TreeSet<>();
    private final TreeMap<Name, Made> made = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    private GossipSimulation(long seed, Safeguards safeguards) {
        this.seed = seed;
        this.world = new World(seed);
        this.options = GossipOptions.draw(world.stream());
        this.random = world.stream();
        this.network = new GossipNetwork(world, options, this::deliver);
        var settings = options.settings(safeguards);
        this.bytesMax = settings.messageBytesMax();
        var around = new SimGossiper.Surroundings(world, network, settings, this::judge);
        Members members = membersBut(left);
        for (int place = 0; place < options.nodes(); place++) {
            nodes.add(new SimGossiper(around, place, members));
        }
    }

    /// Runs `seed`.
    public static Result run(long seed, Safeguards safeguards) {
        return new GossipSimulation(seed, safeguards).run();
    }

    private Members membersBut(Set<Integer> gone) {
        return new Members(IntStream.range(0, options.nodes())
                .filter(place -> !gone.contains(place))
                .mapToObj(SimGossiper::nodeAt)
                .toList());
    }

    private void deliver(int from, int to, byte[] bytes) {
        if (bytes.length > bytesMax) {
            violations.add("a message of " + bytes.length + " bytes, at most " + bytesMax + " are allowed");
        }
        nodes.get(to).receive(from, bytes);
    }

    private Result run() {
        nodes.forEach(node -> world.after(random.nextLong(3 * SimGossiper.ROUND_NANOS), () -> startIfDown(node)));
        scheduleFaults();
        world.runUntil(FAULTS_NANOS);
        network.becomeGood();
        while (dead.size() < options.dead()) {
            dead.add(random.nextInt(nodes.size()));
        }
        dead.forEach(place -> nodes.get(place).crash());
        nodes.forEach(this::startIfDown);
        world.runUntil(FAULTS_NANOS + SETTLE_NANOS);
        List<GossipTable> then = nodes.stream().map(SimGossiper::table).toList();
        world.runUntil(FAULTS_NANOS + SETTLE_NANOS + options.roundsToAgree() * SimGossiper.ROUND_NANOS);
        nodes.stream().filter(SimGossiper::isUp).forEach(node -> compare(node, then));
        return new Result(seed, options.toString(), world.traceHash(), world.steps(), violations);
    }

    private void scheduleFaults() {
        for (int i = 0; i < options.changes(); i++) {
            SimGossiper node = oneOf();
            world.after(someTime(), node::change);
        }
        for (int i = 0; i < options.cuts(); i++) {
            world.after(someTime(), network::cutSomething);
            world.after(someTime(), network::joinEverything);
        }
        for (int i = 0; i < options.restarts(); i++) {
            SimGossiper node = oneOf();
            world.after(someTime(), () -> {
                node.crash();
                world.after(random.nextLong(10 * SimGossiper.ROUND_NANOS), () -> startIfDown(node));
            });
        }
        for (int i = 0; i < options.pauses(); i++) {
            SimGossiper node = oneOf();
            world.after(someTime(), () -> node.stand(random.nextLong(20 * SimGossiper.ROUND_NANOS)));
        }
        for (int i = 0; i < options.leaving(); i++) {
            int place = 1 + random.nextInt(nodes.size() - 1);
            world.after(someTime(), () -> leave(place));
        }
    }

    private void leave(int place) {
        left.add(place);
        nodes.get(place).crash();
        for (SimGossiper node : nodes) {
            world.after(random.nextLong(5 * SimGossiper.ROUND_NANOS), () -> node.membersAre(membersBut(left)));
        }
    }

    private SimGossiper oneOf() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private long someTime() {
        return random.nextLong(FAULTS_NANOS);
    }

    private void startIfDown(SimGossiper node) {
        if (!node.isUp() && !dead.contains(node.place()) && !left.contains(node.place())) {
            node.start();
        }
    }

    /// What must hold after each step of a node, faults or not.
    private void judge(SimGossiper node, GossipTable before, GossipTable after) {
        if (before.hash() == after.hash()) {
            return;
        }
        NodeId self = SimGossiper.nodeAt(node.place());
        Known own = after.of(self);
        if (own != null && !own.equals(before.of(self))) {
            said(node, own.report());
        }
        for (Known known : after.all()) {
            Known last = before.of(known.origin());
            if (!known.equals(last)) {
                judge(self, node, last, known);
            }
        }
    }

    private void said(SimGossiper node, Report report) {
        if (report.version().boot() != node.boot()) {
            violations.add(node.place() + " took over what an earlier process said: " + report);
        }
        Made twin = made.put(new Name(report.origin(), report.version()), new Made(report, world.nanos()));
        if (twin != null) {
            violations.add(node.place() + " said two things under one version: " + report + " and " + twin);
        }
    }

    private void judge(NodeId self, SimGossiper node, @Nullable Known before, Known known) {
        Version version = known.report().version();
        if (before != null && before.report().version().compareTo(version) > 0) {
            violations.add("what " + self + " knows of " + known.origin() + " went back from "
                    + before.report().version() + " to " + version);
        }
        Made origin = made.get(new Name(known.origin(), version));
        if (origin == null || !origin.report().equals(known.report())) {
            violations.add(self + " knows what nobody said: " + known);
        } else if (known.madeNanos() - node.clock(origin.nanos()) < 0) {
            violations.add(self + " takes something for older than it is: " + known);
        }
        if (!node.members().contains(known.origin())) {
            violations.add(self + " knows something of " + known.origin() + ", which has left");
        }
    }

    /// Everybody knows what each living node had last said `then`, from its present process, and how it is doing; of
    /// the dead all know the same.
    private void compare(SimGossiper viewer, List<GossipTable> then) {
        for (SimGossiper node : nodes) {
            NodeId origin = SimGossiper.nodeAt(node.place());
            Known seen = viewer.table().of(origin);
            if (left.contains(node.place())) {
                check(seen == null, viewer, () -> "still knows " + seen);
            } else if (!node.isUp()) {
                SimGossiper other =
                        nodes.stream().filter(SimGossiper::isUp).findFirst().orElseThrow();
                Known theirs = other.table().of(origin);
                boolean same =
                        Objects.equals(seen == null ? null : seen.report(), theirs == null ? null : theirs.report());
                check(same, viewer, () -> "knows of the dead " + seen + ", another " + theirs);
            } else {
                compareWithTruth(viewer, node, seen, then.get(node.place()).of(origin));
            }
        }
    }

    private void compareWithTruth(SimGossiper viewer, SimGossiper node, @Nullable Known seen, @Nullable Known said) {
        boolean knows = seen != null
                && said != null
                && seen.report().version().boot() == node.boot()
                && seen.report().version().compareTo(said.report().version()) >= 0;
        check(knows, viewer, () -> "knows " + seen + " though it was said " + said);
        if (knows && seen != null) {
            var steady = node.condition().steadiedBy(seen.report().condition());
            check(
                    steady.equals(seen.report().condition()),
                    viewer,
                    () -> "knows " + seen + ", not " + node.condition());
        }
    }

    private void check(boolean holds, SimGossiper viewer, Supplier<String> otherwise) {
        if (!holds) {
            violations.add(viewer.place() + " " + otherwise.get());
        }
    }
}
