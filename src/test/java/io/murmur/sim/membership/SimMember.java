package io.murmur.sim.membership;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.membership.MembershipInput;
import io.murmur.core.membership.MembershipLimits;
import io.murmur.core.membership.MembershipMachine;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.membership.TransportNotice;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.sim.World;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One node: its clock, the process on it while it runs, and that process' place in a Pekko cluster, of which the
/// model is a number that spreads to whoever asks somebody who has it.
final class SimMember {

    static final VolumeReport VOLUME = new VolumeReport(VolumeStarts.NONE, 0, true);

    private static final long TICK_NANOS = 70 * World.MILLI;
    private static final long JOIN_NANOS = 400 * World.MILLI;

    private final int place;
    private final Formed.Member member;
    private final MembershipSimulation simulation;
    private final World world;
    private final SplittableRandom random;
    private final TreeSet<Long> wrongBoots = new TreeSet<>();
    private Formed table;
    private long clockMillis;
    private @Nullable Running process;

    /// What a crash loses.
    private static final class Running {
        private final Introduction self;
        private final Doors doors;
        private final MembershipMachine machine;
        private final RecordedOutputs<Void> outputs = new RecordedOutputs<>();
        private final ArrayDeque<MembershipInput> waiting = new ArrayDeque<>();
        private boolean paused;
        private List<String> seeds = List.of();
        private long transport;
        private @Nullable MembershipView view;

        private Running(Introduction self, Formed table) {
            this.self = self;
            this.doors = new Doors("host-" + self.boot(), 7379, 7380);
            this.machine = new MembershipMachine(self, table, doors, VolumeMemories.NONE, MembershipLimits.DEFAULT);
        }
    }

    SimMember(MembershipSimulation simulation, int place, Formed table) {
        this.place = place;
        this.member = table.members().get(place);
        this.simulation = simulation;
        this.world = simulation.world();
        this.random = world.stream();
        this.table = table;
    }

    NodeId node() {
        return member.node();
    }

    Formed table() {
        return table;
    }

    /// Takes effect at the next start.
    void configure(Formed next) {
        table = next;
    }

    void setClock(long millis) {
        clockMillis = millis;
    }

    long clockMillis() {
        return clockMillis;
    }

    boolean isAlive() {
        return process != null;
    }

    Introduction self() {
        return running().self;
    }

    Doors doors() {
        return running().doors;
    }

    /// 0 if it is in no Pekko cluster, or down.
    long transport() {
        return process == null ? 0 : process.transport;
    }

    MembershipView view() {
        MembershipView view = running().view;
        if (view == null) {
            throw new IllegalStateException(member.name() + " has published nothing");
        }
        return view;
    }

    private Running running() {
        Running running = process;
        if (running == null) {
            throw new IllegalStateException(member.name() + " is down");
        }
        return running;
    }

    /// Whether this boot ran with other settings than the cluster's.
    boolean isWrong(long boot) {
        return wrongBoots.contains(boot);
    }

    void start() {
        Introduction self = new Introduction(member.name(), member.node(), 1, random.nextLong() | 1);
        if (table.settingsVersion() != 1) {
            wrongBoots.add(self.boot());
        }
        Running started = new Running(self, table);
        process = started;
        tell(started, new MembershipInput.Started(VOLUME));
        tickEvery(started);
        joinEvery(started);
    }

    void crash() {
        process = null;
    }

    void pause(long millis) {
        Running running = process;
        if (running != null) {
            running.paused = true;
            world.after(millis * World.MILLI, () -> {
                running.paused = false;
                while (process == running && !running.waiting.isEmpty()) {
                    tell(running, running.waiting.remove());
                }
            });
        }
    }

    void receive(Hello hello, long senderWallMillis) {
        if (process != null) {
            tell(process, new MembershipInput.HelloHeard(hello, senderWallMillis));
        }
    }

    private void tickEvery(Running ticking) {
        world.after(TICK_NANOS, () -> {
            if (process == ticking) {
                if (!ticking.paused) {
                    tell(ticking, new MembershipInput.Ticked(VOLUME));
                }
                tickEvery(ticking);
            }
        });
    }

    private void joinEvery(Running joining) {
        world.after(JOIN_NANOS, () -> {
            if (process == joining && joining.transport == 0) {
                joinTransport(joining);
                joinEvery(joining);
            }
        });
    }

    private void joinTransport(Running joining) {
        for (String seed : joining.seeds) {
            long found = simulation.transportOf(place, seed);
            if (found != 0) {
                enter(joining, found);
                return;
            }
        }
    }

    private void enter(Running running, long transport) {
        world.trace(member.name() + " enters " + transport);
        running.transport = transport;
        tell(running, new MembershipInput.TransportChanged(true));
    }

    long wallMillis() {
        return world.nanos() / World.MILLI + clockMillis;
    }

    private void tell(Running running, MembershipInput input) {
        if (running.paused) {
            running.waiting.add(input);
            return;
        }
        running.machine.on(input, new Now(world.nanos(), wallMillis()), running.outputs);
        for (Output<Void> output : running.outputs.drain()) {
            switch (output) {
                case Output.Send<Void>(var to, Hello hello, _) -> simulation.send(place, to, hello, wallMillis());
                case Output.Publish<Void>(MembershipView view) -> {
                    simulation.judge(this, running.view, view);
                    running.view = view;
                }
                case Output.Publish<Void>(TransportNotice.JoinTransport(var names)) -> running.seeds = names;
                case Output.Publish<Void>(TransportNotice.MayFormTransport()) -> world.after(0, () -> form(running));
                case Output.Publish<Void> _ -> {}
                case Output.Send<Void> _,
                        Output.Answer<Void> _,
                        Output.StartTimer<Void> _,
                        Output.CancelTimer<Void> _ ->
                    throw new IllegalStateException("membership does not ask for " + output);
            }
        }
    }

    private void form(Running running) {
        if (process == running && running.transport == 0) {
            enter(running, random.nextLong() | 1);
        }
    }
}
