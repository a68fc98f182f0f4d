package io.murmur.core.transfer;

import io.murmur.core.transfer.TransferLimits.Credit;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;
import io.murmur.core.transfer.TransferWorld.Faults;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;

/// Large messages between a few nodes in bad times, all drawn from one seed.
public final class TransferRun {

    static final int NODES = 3;
    static final int MESSAGE_BYTES_MAX = 40_000;

    private TransferRun() {}

    /// What came of bad times, to be compared with what comes of them elsewhere.
    public static String accountOf(long seed) {
        TransferWorld world = badTimes(seed);
        StringJoiner account = new StringJoiner(" ");
        for (int node = 0; node < NODES; node++) {
            account.add(world.sender(node).figures().toString());
            account.add(world.receiver(node).figures().toString());
        }
        return account.add(new TreeMap<>(world.check.outcomes()).toString())
                .add(world.takenAt().toString())
                .toString();
    }

    static TransferLimits limits(SplittableRandom random) {
        int peerBytes = MESSAGE_BYTES_MAX + random.nextInt(60_000);
        int allBytes = peerBytes + random.nextInt(60_000);
        int peerTransfers = 1 + random.nextInt(6);
        Room incoming = new Room(allBytes, peerBytes, peerTransfers + random.nextInt(6), peerTransfers);
        return new TransferLimits(
                1024 + random.nextInt(3000),
                MESSAGE_BYTES_MAX,
                new Credit(1 + random.nextInt(8), 1 + random.nextInt(12)),
                new Room(400_000, 250_000, 40, 30),
                incoming,
                30 + random.nextInt(10),
                5_000,
                new Patience(100, 10, 30_000, 3_000));
    }

    private static Faults faults(SplittableRandom random) {
        return new Faults(
                random.nextInt(30),
                random.nextInt(20),
                random.nextInt(3) == 0 ? random.nextInt(10) : 0,
                random.nextInt(4) == 0 ? random.nextInt(60) : 0);
    }

    private static void submitSome(TransferWorld world, int count) {
        for (int i = 0; i < count; i++) {
            int from = world.random.nextInt(NODES);
            int to = (from + 1 + world.random.nextInt(NODES - 1)) % NODES;
            int bytes = 8 + world.random.nextInt(world.random.nextInt(3) == 0 ? MESSAGE_BYTES_MAX - 8 : 3_000);
            int remaining = world.random.nextInt(3) == 0 ? 50 + world.random.nextInt(3_000) : -1;
            world.after(
                    world.random.nextLong(3_000 * TransferWorld.MILLI), () -> world.submit(from, to, bytes, remaining));
        }
    }

    /// Load while messages are lost, repeated and late, links are cut and nodes start anew.
    static TransferWorld badTimes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransferLimits limits = limits(random);
        TransferWorld world = new TransferWorld(seed, NODES, limits, new TransferCheck(limits, NODES - 1, NODES - 1));
        for (int period = 0; period < 3; period++) {
            world.faults(faults(random));
            submitSome(world, 25);
            if (random.nextInt(3) == 0) {
                world.after(random.nextLong(3_000 * TransferWorld.MILLI), () -> world.restart(world.random.nextInt(3)));
            }
            world.run(3_000);
        }
        return world;
    }
}
