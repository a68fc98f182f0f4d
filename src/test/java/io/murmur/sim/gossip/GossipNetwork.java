package io.murmur.sim.gossip;

import io.murmur.sim.World;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Delivers bytes by place, or does not.
final class GossipNetwork {

    /// Who gets what arrives.
    @FunctionalInterface
    interface Receiver {
        void receive(int from, int to, byte[] bytes);
    }

    private static final long LATE_NANOS = 30_000 * World.MILLI;
    private static final long DELAY_NANOS = 40 * World.MILLI;

    private final World world;
    private final GossipOptions options;
    private final SplittableRandom random;
    private final Receiver receiver;
    private final boolean[][] cut;
    private boolean bad = true;

    GossipNetwork(World world, GossipOptions options, Receiver receiver) {
        this.world = world;
        this.options = options;
        this.random = world.stream();
        this.receiver = receiver;
        this.cut = new boolean[options.nodes()][options.nodes()];
    }

    void send(int from, int to, byte[] bytes) {
        world.trace(bytes);
        if (cut[from][to] || (bad && chance(options.lossPercent()))) {
            return;
        }
        deliver(from, to, bytes);
        if (bad && chance(options.duplicatePercent())) {
            deliver(from, to, bytes);
        }
    }

    private void deliver(int from, int to, byte[] bytes) {
        long late = bad && chance(options.latePercent()) ? random.nextLong(LATE_NANOS) : 0;
        world.after(late + random.nextLong(DELAY_NANOS), () -> receiver.receive(from, to, bytes));
    }

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    /// Cuts the nodes into two sides, or single directions.
    void cutSomething() {
        boolean whole = random.nextBoolean();
        int border = random.nextInt(cut.length);
        for (int from = 0; from < cut.length; from++) {
            for (int to = 0; to < cut.length; to++) {
                cut[from][to] |= whole ? (from < border) != (to < border) : random.nextInt(3) == 0;
            }
        }
    }

    void joinEverything() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
    }

    void becomeGood() {
        bad = false;
        joinEverything();
    }
}
