package io.murmur.sim.membership;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.formation.hello.Hello;
import io.murmur.sim.World;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Delivers hellos by place, or does not.
final class HelloNetwork {

    /// Who gets what arrives.
    @FunctionalInterface
    interface Receiver {
        void receive(int to, Hello hello, long senderWallMillis);
    }

    private static final long LATE_NANOS = 5_000 * World.MILLI;

    private final World world;
    private final MembershipOptions options;
    private final SplittableRandom random;
    private final Receiver receiver;
    private final boolean[][] cut;
    private boolean bad = true;

    HelloNetwork(World world, MembershipOptions options, Receiver receiver) {
        this.world = world;
        this.options = options;
        this.random = world.stream();
        this.receiver = receiver;
        this.cut = new boolean[options.nodes()][options.nodes()];
    }

    void send(int from, int to, Hello hello, long wallMillis) {
        if (cut[from][to] || (bad && chance(options.lossPercent()))) {
            return;
        }
        BytesWriter out = new BytesWriter(256);
        hello.writeTo(out);
        Hello arriving = Hello.readFrom(new BytesReader(out.toByteArray()));
        deliver(from, to, arriving, wallMillis);
        if (bad && chance(options.duplicatePercent())) {
            deliver(from, to, arriving, wallMillis);
        }
    }

    private void deliver(int from, int to, Hello hello, long wallMillis) {
        long late = bad && chance(options.latePercent()) ? random.nextLong(LATE_NANOS) : 0;
        world.after(late + random.nextLong(options.delayMillisMax() * World.MILLI), () -> {
            if (!cut[from][to]) {
                receiver.receive(to, hello, wallMillis);
            }
        });
    }

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    boolean isOpen(int from, int to) {
        return !cut[from][to];
    }

    /// Cuts off one node, or single directions.
    void cutSomething() {
        boolean whole = random.nextBoolean();
        int alone = random.nextInt(cut.length);
        for (int from = 0; from < cut.length; from++) {
            for (int to = 0; to < cut.length; to++) {
                cut[from][to] |= from != to && (whole ? from == alone || to == alone : random.nextInt(3) == 0);
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
