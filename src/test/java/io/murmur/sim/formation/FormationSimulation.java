package io.murmur.sim.formation;

import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.machine.Safeguards;
import io.murmur.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One run: draw, start at random times, break, put right, wait, judge.
public final class FormationSimulation {

    /// The names of the nodes; the last is that of no node.
    static final List<String> NAMES = List.of("ant", "bee", "cat", "dog", "elk", "fox");

    static final List<Checker> CHECKERS = List.of(
            new OneCluster(),
            new AllAreCounted(),
            new VolumesVoteOnce(),
            new OnlyMembersServe(),
            new EverybodyArrives());

    private static final long FAULTS_NANOS = 20_000 * World.MILLI;
    private static final long STARTS_NANOS = 6_000 * World.MILLI;
    private static final long QUIET_NANOS = 60_000 * World.MILLI;

    /// How a run ended.
    ///
    /// @param members how many nodes are in a cluster
    public record Result(long seed, String options, long traceHash, long steps, int members, List<String> violations) {
        public Result {
            violations = List.copyOf(violations);
        }

        /// What a failed run prints.
        public String report() {
            return "seed " + seed + " broke a promise\n  "
                    + violations.stream().distinct().limit(6).collect(Collectors.joining("\n  ")) + "\n  " + options
                    + "\n  replay: mvn -q test -Dtest=FormationSimulationTest -Dmurmur.seed=" + seed;
        }
    }

    /// What all nodes of a run share.
    record Surroundings(
            World world,
            FormationOptions options,
            FormationNetwork network,
            Safeguards safeguards,
            Consumer<Fact> facts) {}

    private final long seed;
    private final World world;
    private final FormationOptions options;
    private final SplittableRandom random;
    private final FormationNetwork network;
    private final List<FormingNode> nodes = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private ClusterTerms terms;
    private boolean undisturbed = true;
    private int strikesLeft;

    private FormationSimulation(long seed, Safeguards safeguards) {
        this.seed = seed;
        this.world = new World(seed);
        this.options = FormationOptions.draw(world.stream());
        this.random = world.stream();
        this.strikesLeft = options.strikes();
        this.terms =
                new ClusterTerms(NAMES.subList(0, options.nodes()), List.of(), options.replicas(), 4, "default:w=2");
        this.network = new FormationNetwork(
                world, options, (to, message) -> nodes.get(to).receive(message));
        Surroundings surroundings = new Surroundings(world, options, network, safeguards, this::note);
        for (int place = 0; place < options.nodes(); place++) {
            nodes.add(new FormingNode(surroundings, place, terms));
        }
    }

    /// Runs `seed`.
    public static Result run(long seed, Safeguards safeguards) {
        return new FormationSimulation(seed, safeguards).run();
    }

    private Result run() {
        FormingNode mistaken = nodes.get(random.nextInt(nodes.size()));
        makeMistake(mistaken);
        nodes.forEach(node -> world.after(
                random.nextLong(random.nextInt(6) == 0 ? FAULTS_NANOS : STARTS_NANOS), () -> startIfDown(node)));
        scheduleFaults();
        world.runUntil(FAULTS_NANOS);
        putRight(mistaken);
        world.runUntil(FAULTS_NANOS + QUIET_NANOS);
        int members = 0;
        for (FormingNode node : nodes) {
            FormationStatus status = node.status();
            members += status instanceof FormationStatus.Member ? 1 : 0;
            facts.add(new Fact.Ended(node.name(), status, undisturbed));
        }
        List<String> violations = new ArrayList<>();
        CHECKERS.forEach(checker -> checker.check(facts, violations::add));
        return new Result(seed, options.toString(), world.traceHash(), world.steps(), members, violations);
    }

    private void makeMistake(FormingNode node) {
        switch (options.mistake()) {
            case NONE -> {}
            case NAME_MISSING ->
                node.configure(withNodes(without(nodeOtherThan(node).name())));
            case NAME_TOO_MANY -> {
                List<String> more = new ArrayList<>(terms.nodes());
                more.add(NAMES.getLast());
                node.configure(withNodes(more));
            }
            case OTHER_REPLICAS -> {
                int other = options.replicas() == 1 ? 2 : options.replicas() - 1;
                node.configure(new ClusterTerms(terms.nodes(), List.of(), other, 4, terms.settings()));
            }
            case OTHER_PARTITIONS ->
                node.configure(new ClusterTerms(terms.nodes(), List.of(), terms.replicas(), 8, terms.settings()));
            case OTHER_SETTINGS ->
                node.configure(new ClusterTerms(terms.nodes(), List.of(), terms.replicas(), 4, "default:w=1"));
            case LEAVES_SOMEBODY_OUT ->
                node.configure(leavingOut(List.of(nodeOtherThan(node).name())));
            case COPIED_VOLUME -> node.copyVolume(nodeOtherThan(node).volume());
        }
    }

    private FormingNode nodeOtherThan(FormingNode node) {
        List<FormingNode> others = nodes.stream().filter(other -> other != node).toList();
        return others.get(random.nextInt(others.size()));
    }

    private List<String> without(String name) {
        return terms.nodes().stream().filter(other -> !other.equals(name)).toList();
    }

    private ClusterTerms withNodes(List<String> names) {
        return new ClusterTerms(names, List.of(), Math.min(names.size(), terms.replicas()), 4, terms.settings());
    }

    private ClusterTerms leavingOut(List<String> names) {
        int left = terms.nodes().size() - names.size();
        return new ClusterTerms(terms.nodes(), names, Math.min(left, terms.replicas()), 4, terms.settings());
    }

    private void scheduleFaults() {
        for (int i = 0; i < options.cuts(); i++) {
            world.after(someTime(), network::cutSomething);
            world.after(someTime(), network::joinEverything);
        }
        for (int i = 0; i < options.crashes(); i++) {
            FormingNode node = nodes.get(random.nextInt(nodes.size()));
            world.after(someTime(), () -> restartLater(node));
        }
        for (int i = 0; i < options.lostVolumes(); i++) {
            // The lowest name more often than others: it is the one that could form again.
            FormingNode node = nodes.get(random.nextInt(2) * random.nextInt(nodes.size()));
            world.after(someTime(), () -> replaceVolume(node));
        }
        if (options.leftOut() > 0) {
            world.after(someTime(), this::leaveSomebodyOut);
        }
    }

    private void replaceVolume(FormingNode node) {
        loseVolume(node);
        restartLater(node);
        if (random.nextBoolean()) {
            network.cutSomething();
        }
    }

    /// Each durable step is a chance to strike the node that made it, at once or a little later.
    private void note(Fact fact) {
        facts.add(fact);
        if (fact instanceof Fact.Kept(var volume, _) && strikesLeft > 0 && random.nextInt(4) == 0) {
            strikesLeft--;
            world.after(
                    random.nextLong(random.nextBoolean() ? World.MILLI : 500 * World.MILLI),
                    () -> nodes.stream()
                            .filter(node -> node.volume().equals(volume))
                            .findFirst()
                            .ifPresent(this::strike));
        }
    }

    private void strike(FormingNode node) {
        if (world.nanos() >= FAULTS_NANOS) {
            return;
        } else if (random.nextInt(options.lostVolumes() > 0 ? 2 : 1) == 0) {
            restartLater(node);
        } else {
            replaceVolume(node);
        }
    }

    /// Until the faults end; most of it while the cluster is being formed.
    private long someTime() {
        return random.nextLong(random.nextBoolean() ? FAULTS_NANOS : STARTS_NANOS);
    }

    private void restartLater(FormingNode node) {
        node.crash();
        long downMillis = random.nextInt(3) == 0 ? 12_000 : 1_500;
        world.after(random.nextLong(downMillis * World.MILLI), () -> startIfDown(node));
    }

    private void startIfDown(FormingNode node) {
        if (!node.isAlive()) {
            world.trace("start " + node.name());
            node.start();
        }
    }

    private void loseVolume(FormingNode node) {
        boolean writing = node.isWriting();
        node.crash();
        world.trace("lost volume of " + node.name());
        undisturbed &= node.loseVolume(writing);
    }

    /// The operator decides, and restarts every node with it.
    private void leaveSomebodyOut() {
        undisturbed = false;
        List<String> names = new ArrayList<>(terms.nodes());
        while (names.size() > options.leftOut()) {
            names.remove(random.nextInt(names.size()));
        }
        terms = leavingOut(names);
        nodes.forEach(node -> {
            node.configure(terms);
            restartLater(node);
        });
    }

    private void putRight(FormingNode mistaken) {
        network.becomeGood();
        if (options.mistake() != FormationOptions.Mistake.NONE) {
            mistaken.configure(terms);
            mistaken.crash();
            // A node that had a list, or leave, of its own may be a cluster of its own by now.
            undisturbed &= mistaken.isBlank() || nodes.size() == 1 || !isAlone(mistaken);
        }
        if (options.mistake() == FormationOptions.Mistake.COPIED_VOLUME) {
            loseVolume(mistaken);
        }
        nodes.forEach(this::startIfDown);
    }

    /// Whether everybody else is still blank.
    private boolean isAlone(FormingNode node) {
        return nodes.stream().allMatch(other -> other == node || other.isBlank());
    }
}
