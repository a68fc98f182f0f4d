package io.murmur.sim;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.PurgeRule;
import io.murmur.core.replica.ReplicaState;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.check.AcknowledgedWritesSurvive;
import io.murmur.sim.check.Checker;
import io.murmur.sim.check.DeletedStaysDeleted;
import io.murmur.sim.check.LastWriterIsShown;
import io.murmur.sim.check.OperationsTakeEffectOnce;
import io.murmur.sim.check.PlainWritesSupersede;
import io.murmur.sim.check.QuorumsAreServed;
import io.murmur.sim.check.ReadsNeverGoBack;
import io.murmur.sim.check.RefusedMeansNotExecuted;
import io.murmur.sim.check.SessionsGoForward;
import io.murmur.sim.check.SupersededStaysSuperseded;
import io.murmur.sim.check.listing.CountsAreExact;
import io.murmur.sim.check.listing.PagesAreInOrder;
import io.murmur.sim.check.listing.PagesShowWhatReadsWould;
import io.murmur.sim.check.listing.ScansShowLivingKeys;
import io.murmur.sim.check.part.AdditionsAreCounted;
import io.murmur.sim.check.part.ElementsFollowTheirWriters;
import io.murmur.sim.check.part.IncrementsAddUp;
import io.murmur.sim.check.replica.ClocksTellTheTruth;
import io.murmur.sim.check.replica.CountersAreAccountedFor;
import io.murmur.sim.check.replica.CountsFitRows;
import io.murmur.sim.check.replica.DeletesAreForgotten;
import io.murmur.sim.check.replica.ReplicasAreEqual;
import io.murmur.sim.check.replica.ReplicasConverge;
import io.murmur.sim.check.replica.SyncedBeforeAnswer;
import io.murmur.sim.check.replica.TreesFitRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One run: draw, load, break, heal, read everything at R=N, judge.
public final class Simulation {

    /// How a run ended.
    ///
    /// @param violations what broke; empty if all is well
    public record Result(long seed, String options, long traceHash, long steps, int answered, List<String> violations) {
        public Result {
            violations = List.copyOf(violations);
        }

        /// What a failed run prints.
        public String report() {
            return "seed " + seed + " broke a promise\n  "
                    + violations.stream().distinct().limit(6).collect(Collectors.joining("\n  ")) + "\n  " + options
                    + "\n  replay: mvn -q test -Dtest=ActiveReplicationSimulationTest -Dmurmur.seed=" + seed;
        }
    }

    private static final long FAULTS_NANOS = 6_000 * World.MILLI;
    private static final long SETTLING_NANOS = 4_000 * World.MILLI;
    private static final int LOOKS = 20;
    private static final int SCANS = 12;
    private static final long QUIET_NANOS = 30_000 * World.MILLI;

    /// No purge begins later: what nodes hold is compared when none is under way.
    static final long LAST_PURGE_NANOS = FAULTS_NANOS + QUIET_NANOS - 3_000 * World.MILLI;

    private final long seed;
    private final World world;
    private final Options options;
    private final SimCluster cluster;
    private final SimNetwork network;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<SimScan> scans = new ArrayList<>();
    private final SplittableRandom random;

    private Simulation(long seed, Safeguards safeguards) {
        this.seed = seed;
        this.world = new World(seed);
        this.random = world.stream();
        this.options = Options.draw(world.stream());
        this.cluster = SimCluster.draw(world, options, safeguards);
        this.network = new SimNetwork(
                world,
                options,
                cluster.conditions(),
                (to, envelope, waitsMillis) -> nodes.get(to).receive(envelope, waitsMillis));
        for (int node = 0; node < options.nodes(); node++) {
            nodes.add(new SimNode(cluster, network, node));
        }
    }

    /// Runs `seed`.
    public static Result run(long seed, Safeguards safeguards) {
        return new Simulation(seed, safeguards).run();
    }

    private Result run() {
        nodes.forEach(SimNode::start);
        world.runUntil(500 * World.MILLI);
        for (int client = 0; client < options.clients(); client++) {
            new SimClient(cluster, nodes, client + 1).next();
        }
        scheduleFaults();
        scheduleScans();
        for (int i = 0; i < LOOKS; i++) {
            world.after(random.nextLong(FAULTS_NANOS + SETTLING_NANOS - world.nanos()), this::noteKnowledge);
        }
        world.runUntil(FAULTS_NANOS);
        heal();
        world.runUntil(FAULTS_NANOS + QUIET_NANOS);
        noteWhatConverged();
        readEverything();
        world.runUntil(FAULTS_NANOS + QUIET_NANOS + 5_000 * World.MILLI);
        lookEverywhere();
        world.runUntil(FAULTS_NANOS + QUIET_NANOS + 8_000 * World.MILLI);
        judge();
        int answered = (int) cluster.history().operations().stream()
                .filter(History.Operation::hasEnded)
                .count();
        return new Result(
                seed,
                options.toString(),
                world.traceHash(),
                world.steps(),
                answered,
                cluster.history().violations());
    }

    private void scheduleFaults() {
        for (int i = 0; i < options.partitionsOfNetwork(); i++) {
            world.after(someTime(), network::cutSomething);
            world.after(someTime(), network::joinEverything);
        }
        for (int i = 0; i < options.crashes(); i++) {
            SimNode node = nodes.get(random.nextInt(nodes.size()));
            long at = someTime();
            boolean clean = options.cleanStops() && random.nextInt(3) == 0;
            world.after(at, () -> stop(node, clean));
            world.after(at + random.nextLong(1500 * World.MILLI), () -> restart(node));
        }
        for (int i = 0; i < options.pauses(); i++) {
            SimNode node = nodes.get(random.nextInt(nodes.size()));
            world.after(someTime(), () -> node.pauseFor(random.nextLong(1500 * World.MILLI)));
        }
        for (int i = 0; i < 6; i++) {
            world.after(someTime(), () -> nodes.forEach(SimNode::maybeSnapshot));
        }
        if (options.clocksWrong()) {
            nodes.forEach(node -> world.after(someTime(), () -> node.setClock(random.nextLong(-3_600_000, 3_600_000))));
        }
        if (options.losesVolume()) {
            scheduleLoss(nodes.get(random.nextInt(nodes.size())));
        }
        for (int i = 0; i < options.closings(); i++) {
            SimNode node = nodes.get(random.nextInt(nodes.size()));
            world.after(someTime(), () -> node.closeFor(random.nextInt(3), random.nextLong(1500 * World.MILLI)));
        }
        if (options.rots() > 0) {
            scheduleRot();
        }
    }

    private void scheduleRot() {
        SimNode victim = nodes.get(random.nextInt(nodes.size()));
        for (int i = 0; i < options.rots(); i++) {
            Key key = Key.of("key" + random.nextInt(options.keys()));
            world.after(someTime(), () -> victim.rot(key));
        }
    }

    private void scheduleScans() {
        for (int i = 0; options.looks() && i < SCANS; i++) {
            SimNode lister = nodes.get(random.nextInt(nodes.size()));
            int partition = random.nextInt(options.partitions());
            world.after(random.nextLong(FAULTS_NANOS + SETTLING_NANOS - world.nanos()), () -> {
                if (lister.isAlive()) {
                    new SimScan(cluster, lister, partition, 1 + partition % 2, false).page(0);
                }
            });
        }
    }

    private void scheduleLoss(SimNode node) {
        long at = someTime();
        boolean clean = options.cleanStops();
        world.after(random.nextLong(at + 1), () -> {
            if (clean) {
                stop(node, true);
            }
            node.disk().takeBackup();
            restart(node);
        });
        world.after(at, () -> {
            stop(node, false);
            if (!options.losesIdentity()) {
                node.loseData();
            } else if (nodes.stream().anyMatch(witness -> witness.remembersMoreThanTheBackupOf(node))) {
                node.putBack();
            }
            restart(node);
        });
    }

    /// From now until the heal.
    private long someTime() {
        return random.nextLong(FAULTS_NANOS - world.nanos());
    }

    private void stop(SimNode node, boolean clean) {
        if (node.isAlive()) {
            world.trace(clean ? "stop" : "crash");
            node.stop(clean);
        }
    }

    private void restart(SimNode node) {
        if (!node.isAlive()) {
            world.trace("restart");
            node.start();
        }
    }

    private void heal() {
        network.becomeGood();
        nodes.forEach(this::restart);
    }

    /// Nobody has read since the heal, so what is equal now became so without any client's help.
    private void noteWhatConverged() {
        for (SimNode node : nodes) {
            if (!node.disk().rotten().isEmpty()) {
                cluster.history()
                        .violate(node.id() + " has not restored " + node.disk().rotten());
            }
            if (node.hasLostData() && options.exchanges()) {
                cluster.history().violate(node.id() + " has not got back what it lost");
            }
            if (!node.hasLostData()) {
                for (int number = 0; number < options.keys(); number++) {
                    noteHeld(node, Key.of("key" + number));
                }
                node.lanes().forEach(lane -> lane.state().replicas().forEach(replica -> noteApplied(node, replica)));
            }
        }
    }

    private void noteHeld(SimNode node, Key key) {
        if (cluster.placement().isOwner(node.id(), node.partitionOf(key))) {
            StoredObject object = node.disk().object(key);
            ByteBuffer bytes = object.isKnown() ? ByteBuffer.wrap(object.encoded()) : null;
            cluster.history()
                    .note(new Fact.Held(
                            node.id(), key, bytes, object.context(), PurgeRule.isDead(object, world.wallMillis())));
        }
    }

    /// Only where clock and rows are of one moment.
    private void noteKnowledge() {
        for (SimNode node : nodes) {
            if (node.isAlive() && !node.hasLostData() && !node.isPutBack()) {
                node.lanes().stream()
                        .filter(SimLane::isIdle)
                        .forEach(lane -> lane.state().replicas().forEach(replica -> noteKnowledge(node, replica)));
            }
        }
    }

    private void noteKnowledge(SimNode node, ReplicaState replica) {
        if (!isOwner(node, replica)) {
            return;
        }
        TreeMap<Key, VersionVector> contexts = new TreeMap<>();
        for (int number = 0; number < options.keys(); number++) {
            Key key = Key.of("key" + number);
            if (node.partitionOf(key) == replica.partition()) {
                VersionVector purged = cluster.history().purgedBefore(key, world.nanos());
                contexts.put(
                        key,
                        node.disk()
                                .object(key)
                                .context()
                                .merge(purged)
                                .merge(cluster.history().lostOf(key)));
            }
        }
        cluster.history()
                .note(new Fact.Knew(
                        node.id(), replica.partition(), replica.clock().copy(), contexts));
    }

    private boolean isOwner(SimNode node, ReplicaState replica) {
        return cluster.placement().isOwner(node.id(), replica.partition());
    }

    private List<Key> keysOf(SimNode node, int partition) {
        return node.disk().keys().stream()
                .filter(key -> cluster.placement().partitions().of(key) == partition)
                .toList();
    }

    private void noteApplied(SimNode node, ReplicaState replica) {
        MerkleTree fromRows = new MerkleTree();
        for (Key key : keysOf(node, replica.partition())) {
            StoredObject object = node.disk().object(key);
            if (object.isKnown()) {
                fromRows.change(key.hash(), 0, ObjectDigest.contentOf(object));
            }
        }
        boolean fits = fromRows.equals(replica.tree());
        if (!isOwner(node, replica)) {
            if (fromRows.root() != 0 || !fits) {
                cluster.history()
                        .violate(node.id() + " has not brought home what it keeps of partition " + replica.partition());
            }
            return;
        }
        cluster.history()
                .note(new Fact.Applied(
                        node.id(), replica.partition(), replica.clock().copy(), fits));
    }

    /// The last reads ask every owner that may answer.
    private void readEverything() {
        for (int number = 0; number < options.keys(); number++) {
            Key key = Key.of("key" + number);
            List<NodeId> owners = ownersThatCount(key);
            SimNode reader = nodes.get(cluster.indexOf(owners.getFirst()));
            var operation =
                    new History.Operation(History.Operation.FIRST_OF_ALL + number, key, null, true, world.nanos());
            cluster.history().add(operation);
            SimScan.patiently(world, reader, new ClientOperation.Get(key, owners.size()), 4000, outcome -> {
                operation.end(outcome, world.nanos());
                if (!(outcome instanceof Outcome.Read)) {
                    cluster.history().violate("not available after the heal: " + operation);
                }
            });
        }
    }

    /// Lists every partition through some node, in small pages, and lets every owner that may answer count.
    private void lookEverywhere() {
        for (int partition = 0; partition < options.partitions(); partition++) {
            SimNode lister = nodes.get(random.nextInt(nodes.size()));
            SimScan scan = new SimScan(cluster, lister, partition, 1 + random.nextInt(2), true);
            if (ownersThatCount(partition).size() >= options.readOwners()) {
                scans.add(scan);
                scan.page(0);
            }
            for (NodeId owner : ownersThatCount(partition)) {
                count(owner, partition);
            }
        }
    }

    private void count(NodeId owner, int partition) {
        SimNode node = nodes.get(cluster.indexOf(owner));
        SimScan.patiently(world, node, new ClientOperation.Count(partition), 2000, outcome -> {
            if (outcome instanceof Outcome.Counted(var living)) {
                cluster.history().note(new Fact.Count(owner, partition, living));
            } else {
                cluster.history().violate(owner + " does not count after the heal: " + outcome);
            }
        });
    }

    private List<NodeId> ownersThatCount(Key key) {
        return ownersThatCount(cluster.placement().partitions().of(key));
    }

    private List<NodeId> ownersThatCount(int partition) {
        return cluster.placement().ownersOf(partition).stream()
                .filter(owner -> !nodes.get(cluster.indexOf(owner)).hasLostData())
                .toList();
    }

    private void judge() {
        History history = cluster.history();
        for (History.Operation operation : history.operations()) {
            if (!operation.hasEnded()) {
                history.violate("never answered: " + operation);
            }
        }
        lookAtDisks();
        scans.forEach(SimScan::judge);
        checkers().forEach(checker -> checker.check(history));
    }

    /// Where what was only in the kernel is lost, acknowledged writes may be gone.
    private List<Checker> checkers() {
        List<Checker> checkers = new ArrayList<>(List.of(
                new TreesFitRows(),
                new DeletedStaysDeleted(),
                new ReplicasAreEqual(),
                new CountersAreAccountedFor(),
                new CountsFitRows(),
                new PagesAreInOrder(),
                new ScansShowLivingKeys(),
                new CountsAreExact()));
        if (options.exchanges()) {
            checkers.add(new ReplicasConverge());
            if (!options.losesVolume() && !options.clocksWrong()) {
                checkers.add(new DeletesAreForgotten());
            }
        }
        if (options.lastWriterWins()) {
            checkers.add(new LastWriterIsShown());
        }
        if (options.synced()) {
            checkers.add(new SyncedBeforeAnswer());
        }
        if (options.pullsAlone()) {
            checkers.add(new ReplicasConverge());
        }
        if (cluster.history().hasLostUnsyncedWrites() || (options.passive() && options.losesVolume())) {
            return checkers;
        }
        checkers.addAll(List.of(
                new ClocksTellTheTruth(),
                new AcknowledgedWritesSurvive(options.readsMeetWrites()),
                new RefusedMeansNotExecuted(),
                new QuorumsAreServed()));
        // Until what was kept elsewhere is home, quorums need not meet.
        if (options.sloppy()) {
            return checkers;
        }
        checkers.add(new OperationsTakeEffectOnce());
        if (options.readsMeetWrites()) {
            checkers.add(new PagesShowWhatReadsWould());
        }
        // What one owner alone had shown may be lost with its volume.
        if (!options.losesVolume()) {
            checkers.add(new SessionsGoForward());
        }
        if (!options.passive()) {
            checkers.addAll(List.of(
                    new PlainWritesSupersede(),
                    new IncrementsAddUp(),
                    new ElementsFollowTheirWriters(!options.clocksWrong()),
                    new AdditionsAreCounted(options.conflict(), !options.clocksWrong())));
        }
        if (options.readsGoForward()) {
            checkers.addAll(List.of(new ReadsNeverGoBack(), new SupersededStaysSuperseded()));
        }
        return checkers;
    }

    /// What every node holds in the end.
    private void lookAtDisks() {
        for (int number = 0; number < options.keys(); number++) {
            Key key = Key.of("key" + number);
            for (NodeId owner : ownersThatCount(key)) {
                byte[] row = nodes.get(cluster.indexOf(owner)).disk().row(key);
                cluster.history().note(new Fact.Row(owner, key, row == null ? null : ByteBuffer.wrap(row)));
            }
        }
        nodes.stream().filter(SimNode::isAlive).forEach(this::noteCounts);
        nodes.forEach(this::noteCounters);
    }

    private void noteCounts(SimNode node) {
        for (int partition = 0; partition < options.partitions(); partition++) {
            Routing routing = new Routing(0, partition, 0);
            long rows = node
                    .disk()
                    .rows(
                            new ReplicaRequest.ListRows(routing, 0, Integer.MAX_VALUE, Long.MIN_VALUE + 1),
                            node::partitionOf)
                    .rows()
                    .stream()
                    .filter(row -> row.shown() == ListedRow.Shown.LIVING)
                    .count();
            cluster.history().note(new Fact.OwnCount(node.id(), partition, node.livingKeys(partition), rows));
        }
    }

    private void noteCounters(SimNode node) {
        for (SimLane lane : node.lanes()) {
            for (ReplicaState replica : lane.state().replicas()) {
                cluster.history()
                        .note(new Fact.OwnCounters(
                                replica.self(),
                                replica.partition(),
                                replica.clock().appliedOf(replica.self()),
                                replica.lastCounter()));
            }
        }
    }
}
