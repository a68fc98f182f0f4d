package io.murmur.sim.gossip;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.gossip.GossipInput;
import io.murmur.core.gossip.GossipMachine;
import io.murmur.core.gossip.GossipSettings;
import io.murmur.core.gossip.GossipTable;
import io.murmur.core.gossip.Members;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One node: processes that come and go, each with a clock of its own, and what reaches it while it stands still.
final class SimGossiper {

    static final long ROUND_NANOS = 1_000 * World.MILLI;

    /// Told after each step.
    @FunctionalInterface
    interface Watcher {
        void stepped(SimGossiper node, GossipTable before, GossipTable after);
    }

    /// What a node lives in.
    record Surroundings(World world, GossipNetwork network, GossipSettings settings, Watcher watcher) {}

    private final Surroundings around;
    private final int place;
    private final SplittableRandom random;
    private final RecordedOutputs<Void> outputs = new RecordedOutputs<>();
    private final BytesWriter writer = new BytesWriter(1_024);
    private final List<GossipInput> waiting = new ArrayList<>();
    private Members members;
    /// What its process has heard of them.
    private Members heardOf;
    private Condition condition = new Condition(1, 1, 0, 0, 0, 0);
    private @Nullable GossipMachine machine;
    private long boot;
    private long clockNanos;
    private long standsUntil;

    SimGossiper(Surroundings around, int place, Members members) {
        this.around = around;
        this.place = place;
        this.members = members;
        this.heardOf = members;
        this.random = around.world().stream();
    }

    static NodeId nodeAt(int place) {
        return new NodeId(0x100 + place);
    }

    static int placeOf(NodeId node) {
        return (int) (node.bits() - 0x100);
    }

    int place() {
        return place;
    }

    long boot() {
        return boot;
    }

    Members members() {
        return heardOf;
    }

    boolean isUp() {
        return machine != null;
    }

    Condition condition() {
        return condition;
    }

    void change() {
        condition = new Condition(
                condition.placementEpoch() + random.nextInt(2),
                1,
                random.nextLong(),
                random.nextInt(100_000),
                random.nextInt(1_000),
                random.nextLong(1L << 40));
    }

    GossipTable table() {
        return machine == null ? GossipTable.ofNobody(members.count()) : machine.table();
    }

    /// By this node's clock, as it was when the world showed `nanos`.
    long clock(long nanos) {
        return clockNanos + nanos;
    }

    void start() {
        boot = random.nextLong();
        clockNanos = random.nextLong();
        standsUntil = 0;
        waiting.clear();
        heardOf = members;
        GossipMachine started = new GossipMachine(
                new GossipMachine.Identity(nodeAt(place), boot),
                members,
                GossipTable.ofNobody(members.count()),
                around.settings(),
                random.split());
        machine = started;
        around.world().after(random.nextLong(ROUND_NANOS), () -> tick(started));
    }

    void crash() {
        machine = null;
    }

    private void tick(GossipMachine of) {
        if (of == machine) {
            take(new GossipInput.Ticked(condition));
            around.world().after(ROUND_NANOS, () -> tick(of));
        }
    }

    void receive(int from, byte[] bytes) {
        if (machine != null) {
            take(new GossipInput.Told(nodeAt(from), GossipBytes.read(bytes)));
        }
    }

    void membersAre(Members next) {
        members = next;
        if (machine != null) {
            take(new GossipInput.MembersChanged(next));
        }
    }

    /// Does nothing for a while; then all that came meanwhile, at once.
    void stand(long nanos) {
        standsUntil = around.world().nanos() + nanos;
        around.world().after(nanos, () -> {
            List<GossipInput> late = List.copyOf(waiting);
            waiting.clear();
            late.forEach(this::take);
        });
    }

    private void take(GossipInput input) {
        GossipMachine running = machine;
        if (running == null) {
            return;
        }
        if (around.world().nanos() < standsUntil) {
            waiting.add(input);
            return;
        }
        if (input instanceof GossipInput.MembersChanged(var next)) {
            heardOf = next;
        }
        GossipTable before = running.table();
        running.on(input, new Now(clock(around.world().nanos()), 0), outputs);
        for (Output<Void> output : outputs.drain()) {
            if (output instanceof Output.Send<Void>(var to, var message, _)) {
                around.network().send(place, placeOf(to), GossipBytes.of(message, writer));
            }
        }
        around.watcher().stepped(this, before, running.table());
    }
}
