package io.murmur.sim.gossip;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.gossip.GossipInput;
import io.murmur.core.gossip.GossipMachine;
import io.murmur.core.gossip.GossipTable;
import io.murmur.core.gossip.Known;
import io.murmur.core.gossip.Members;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.sim.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// How fast news is among many nodes that know each other already, and what it costs: one run.
///
/// All nodes begin with one and the same table, which is immutable: so ten thousand of them, each with ten thousand
/// reports, fit into a small heap. Each has its rounds at moments of its own; messages take up to 20 ms.
final class Spread {

    /// What came of a run. Bytes are those of messages as they travel, without their frames.
    ///
    /// @param rounds from the news, or the end of the cut, until all knew it
    /// @param lateRounds from when those that had stood still went on, until they knew it, too
    /// @param bytes sent per node and round meanwhile, on average
    /// @param idleBytes sent per node and round before, when nobody had news
    /// @param longest message, in bytes
    record Result(double rounds, double lateRounds, double bytes, double idleBytes, int longest) {}

    private static final long ROUND_NANOS = SimGossiper.ROUND_NANOS;
    private static final long DELAY_NANOS = 20 * World.MILLI;
    /// Rounds without news until a node takes it that there is none, and some more.
    private static final int QUIET_ROUNDS = 12;
    private static final int IDLE_ROUNDS = 5;
    private static final int CUT_ROUNDS = 30;
    private static final int ROUNDS_MAX = 200;
    private static final long BOOT = 1;

    private final SpreadPlan plan;
    private final World world;
    private final SplittableRandom random;
    private final Members members;
    private final List<GossipMachine> machines = new ArrayList<>();
    private final Condition[] conditions;
    private final RecordedOutputs<Void> outputs = new RecordedOutputs<>();
    private final BytesWriter writer = new BytesWriter(4_096);
    private final TreeSet<Integer> origins = new TreeSet<>();
    private final int[] lacks;
    private final List<List<Runnable>> held = new ArrayList<>();
    private boolean cut;
    private int ignorant;
    private int standing;
    private long knownNanos = Long.MAX_VALUE;
    private long bytes;
    private int longest;

    private Spread(SpreadPlan plan, long seed) {
        this.plan = plan;
        this.world = new World(seed);
        this.random = world.stream();
        TreeSet<NodeId> ids = new TreeSet<>();
        while (ids.size() < plan.nodes()) {
            ids.add(new NodeId(random.nextLong()));
        }
        this.members = new Members(ids);
        this.conditions = new Condition[plan.nodes()];
        Arrays.fill(conditions, new Condition(1, 1, 0, 0, 0, 0));
        this.lacks = new int[plan.nodes()];
        GossipTable all = GossipTable.ofNobody(plan.nodes());
        for (NodeId id : ids) {
            Report report = new Report(id, Version.ofBoot(BOOT).next(), conditions[0], List.of());
            all = all.with(new Known(report, 0));
        }
        for (int place = 0; place < plan.nodes(); place++) {
            machines.add(new GossipMachine(
                    new GossipMachine.Identity(members.at(place), BOOT),
                    members,
                    all,
                    plan.settings(),
                    random.split()));
            held.add(new ArrayList<>());
        }
    }

    /// Runs `plan` from `seed`.
    static Result run(SpreadPlan plan, long seed) {
        return new Spread(plan, seed).run();
    }

    private Result run() {
        for (int place = 0; place < plan.nodes(); place++) {
            int node = place;
            world.after(random.nextLong(ROUND_NANOS), () -> tick(node));
        }
        advance(QUIET_ROUNDS);
        bytes = 0;
        advance(IDLE_ROUNDS);
        double idle = perNode(IDLE_ROUNDS);
        long began = upset();
        bytes = 0;
        double rounds = untilKnown(began, standing);
        double spent = perNode(Math.max(1, rounds));
        double late = 0;
        if (standing > 0) {
            standing = 0;
            long goesOn = world.nanos();
            held.forEach(node -> {
                List.copyOf(node).forEach(Runnable::run);
                node.clear();
            });
            late = untilKnown(goesOn, 0);
        }
        return new Result(rounds, late, spent, idle, longest);
    }

    private void advance(int rounds) {
        world.runUntil(world.nanos() + rounds * ROUND_NANOS);
    }

    private double perNode(double rounds) {
        return bytes / rounds / plan.nodes();
    }

    /// Makes the news, which those who have it say in their next round.
    ///
    /// @return from when on it could spread to all
    private long upset() {
        cut = plan.upset() == SpreadPlan.Upset.CUT;
        standing = plan.upset() == SpreadPlan.Upset.PAUSE ? plan.nodes() / 10 : 0;
        while (origins.size() < plan.news()) {
            boolean right = origins.size() % 2 == 0;
            int half = plan.nodes() / 2;
            origins.add(
                    right ? half + random.nextInt(plan.nodes() - half) : standing + random.nextInt(half - standing));
        }
        Arrays.fill(lacks, origins.size());
        ignorant = plan.nodes();
        Condition news = new Condition(2, 1, 0, 0, 0, 0);
        origins.forEach(place -> conditions[place] = news);
        if (cut) {
            advance(CUT_ROUNDS);
            cut = false;
            return world.nanos();
        }
        int only = origins.first();
        NodeId origin = members.at(only);
        while (!knows(machines.get(only).table(), origin)) {
            world.runUntil(world.nanos() + World.MILLI);
        }
        return world.nanos();
    }

    /// @return rounds from `began` until so many at most do not know all
    private double untilKnown(long began, int others) {
        knownNanos = ignorant <= others ? began : Long.MAX_VALUE;
        long limit = began + ROUNDS_MAX * ROUND_NANOS;
        while (knownNanos == Long.MAX_VALUE && world.nanos() < limit) {
            world.runUntil(world.nanos() + ROUND_NANOS / 20);
            if (ignorant <= others) {
                knownNanos = world.nanos();
            }
        }
        return (double) (Math.min(knownNanos, limit) - began) / ROUND_NANOS;
    }

    private void tick(int place) {
        if (plan.upset() == SpreadPlan.Upset.BUSY && !origins.contains(place)) {
            conditions[place] = new Condition(1, 1, random.nextLong(), 0, 0, 0);
        }
        take(place, new GossipInput.Ticked(conditions[place]));
        world.after(ROUND_NANOS, () -> happen(place, () -> tick(place)));
    }

    /// Now, or when the node goes on.
    private void happen(int place, Runnable step) {
        if (place < standing) {
            held.get(place).add(step);
        } else {
            step.run();
        }
    }

    private void take(int place, GossipInput input) {
        GossipMachine machine = machines.get(place);
        GossipTable before = machine.table();
        machine.on(input, new Now(world.nanos(), 0), outputs);
        for (Output<Void> output : outputs.drain()) {
            if (output instanceof Output.Send<Void>(var to, var message, _)) {
                send(place, members.placeOf(to), (GossipMessage) message);
            }
        }
        if (machine.table().hash() != before.hash() && lacks[place] > 0) {
            learnt(place, machine.table());
        }
    }

    private void learnt(int place, GossipTable table) {
        int lacking = 0;
        for (int origin : origins) {
            lacking += knows(table, members.at(origin)) ? 0 : 1;
        }
        if (lacking == 0 && lacks[place] > 0) {
            ignorant--;
        }
        lacks[place] = lacking;
    }

    private static boolean knows(GossipTable table, NodeId origin) {
        Known known = table.of(origin);
        return known != null && known.report().condition().placementEpoch() == 2;
    }

    private void send(int from, int to, GossipMessage message) {
        int length = GossipBytes.of(message, writer).length;
        bytes += length;
        longest = Math.max(longest, length);
        int half = plan.nodes() / 2;
        if ((cut && (from < half) != (to < half)) || random.nextInt(100) < plan.lossPercent()) {
            return;
        }
        // Not read back from its bytes: so all who know a report share it.
        GossipInput told = new GossipInput.Told(members.at(from), message);
        world.after(random.nextLong(DELAY_NANOS), () -> happen(to, () -> take(to, told)));
    }
}
