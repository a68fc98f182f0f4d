package io.murmur.sim;

import io.murmur.core.replicate.message.Envelope;
import io.murmur.sim.SimWire.Arriving;
import io.murmur.sim.check.Conditions;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Delivers messages between nodes, or does not: delay per link, loss, repetition, overtaking, messages that come
/// minutes late, cuts in one direction or both.
final class SimNetwork {

    /// Who gets what arrives.
    @FunctionalInterface
    interface Receiver {
        void receive(int to, Envelope envelope, int waitsMillis);
    }

    private static final long LATE_NANOS = 20_000 * World.MILLI;

    private final World world;
    private final SimWire wire;
    private final Options options;
    private final SplittableRandom random;
    private final Receiver receiver;
    private final Conditions conditions;
    private final boolean[][] cut;
    private final long[][] delayNanos;
    private boolean bad = true;

    SimNetwork(World world, Options options, Conditions conditions, Receiver receiver) {
        this.conditions = conditions;
        this.world = world;
        this.wire = new SimWire(world);
        this.options = options;
        this.random = world.stream();
        this.receiver = receiver;
        this.cut = new boolean[options.nodes()][options.nodes()];
        this.delayNanos = new long[options.nodes()][options.nodes()];
        for (long[] row : delayNanos) {
            for (int to = 0; to < row.length; to++) {
                row[to] = 20_000 + random.nextLong(random.nextInt(4) == 0 ? 20 * World.MILLI : World.MILLI);
            }
        }
    }

    void send(int from, int to, Envelope envelope, int waitsMillis) {
        if (cut[from][to] || (bad && chance(options.lossPercent()))) {
            return;
        }
        Arriving arriving = envelope.message() instanceof SimAcquaintances.Hello
                ? new Arriving(envelope, waitsMillis)
                : wire.through(envelope, waitsMillis);
        deliver(from, to, arriving);
        if (bad && chance(options.duplicatePercent())) {
            deliver(from, to, arriving);
        }
    }

    private void deliver(int from, int to, Arriving arriving) {
        long delay = delayNanos[from][to] / 2 + random.nextLong(delayNanos[from][to]);
        long late = bad && chance(options.latePercent()) ? random.nextLong(LATE_NANOS) : 0;
        // A message on its way is lost if the link is cut when it would arrive.
        world.after(delay + late, () -> {
            if (!cut[from][to]) {
                receiver.receive(to, arriving.envelope(), arriving.waitsMillis());
            }
        });
    }

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    /// Cuts a random set of links: halves, one node, or single directions.
    void cutSomething() {
        switch (random.nextInt(3)) {
            case 0 -> {
                int members = 1 + random.nextInt((1 << cut.length) - 2);
                forEachLink((from, to) -> cut[from][to] |= (members >> from & 1) != (members >> to & 1));
            }
            case 1 -> {
                int alone = random.nextInt(cut.length);
                forEachLink((from, to) -> cut[from][to] |= from == alone || to == alone);
            }
            default -> forEachLink((from, to) -> cut[from][to] |= random.nextInt(4) == 0);
        }
        noteLinks();
    }

    private interface Link {
        void visit(int from, int to);
    }

    private void forEachLink(Link link) {
        for (int from = 0; from < cut.length; from++) {
            for (int to = 0; to < cut.length; to++) {
                if (from != to) {
                    link.visit(from, to);
                }
            }
        }
    }

    void joinEverything() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
        noteLinks();
    }

    private void noteLinks() {
        forEachLink((from, to) -> conditions.cut(from, to, cut[from][to], world.nanos()));
    }

    /// From now on nothing is lost, repeated or late.
    void becomeGood() {
        bad = false;
        joinEverything();
    }
}
