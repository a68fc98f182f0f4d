package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.transfer.TransferLimits.Credit;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;
import io.murmur.core.transfer.TransferWorld.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Many runs with faults, each from one seed: nothing wrong is taken, limits hold at each step, and when the faults
/// end everything gets through. More seeds: `-Dmurmur.transfer.seeds=20000`.
class TransferSimulationTest {

    private static final int NODES = 3;
    private static final int SEEDS = Integer.getInteger("murmur.transfer.seeds", 250);
    private static final int MESSAGE_BYTES_MAX = 40_000;

    private static TransferLimits limits(SplittableRandom random) {
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

    private static TransferWorld badTimes(long seed) {
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

    private static void goodTimes(TransferWorld world) {
        world.faults(Faults.NONE);
        world.run(45_000);
        assertTrue(world.isQuiet(), "something is held for ever");
        List<Long> fresh = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            fresh.add(world.submit(i % NODES, (i + 1) % NODES, 8 + world.random.nextInt(MESSAGE_BYTES_MAX - 8)));
        }
        world.run(20_000);
        for (long ticket : fresh) {
            assertInstanceOf(SendOutcome.Delivered.class, world.check.outcomes().get(ticket), "ticket " + ticket);
        }
        assertTrue(world.isQuiet(), "something is held after all is done");
        world.checkTheEnd();
    }

    private interface Run {
        void of(long seed);
    }

    private static void forEachSeed(int seeds, Run run) {
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                run.of(seed);
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
            }
        }
    }

    @Test
    void survivesLossRepetitionDelayAndRestarts() {
        forEachSeed(SEEDS, seed -> goodTimes(badTimes(seed)));
    }

    @Test
    void getsEverythingThroughWithoutFaults() {
        forEachSeed(SEEDS / 5, seed -> {
            TransferLimits limits = limits(new SplittableRandom(seed));
            TransferWorld world =
                    new TransferWorld(seed, NODES, limits, new TransferCheck(limits, NODES - 1, NODES - 1));
            List<Long> tickets = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                tickets.add(world.submit(i % NODES, (i + 1) % NODES, 8 + world.random.nextInt(10_000)));
            }
            world.run(20_000);
            tickets.forEach(ticket -> assertTrue(world.check.wasTaken(ticket), "ticket " + ticket));
            assertEquals(0, world.sender(0).figures().givenUp());
        });
    }

    @Test
    void takesTheSameStepsFromTheSameSeed() {
        forEachSeed(10, seed -> {
            TransferWorld first = badTimes(seed);
            TransferWorld second = badTimes(seed);
            for (int node = 0; node < NODES; node++) {
                assertEquals(first.sender(node).figures(), second.sender(node).figures());
                assertEquals(
                        first.receiver(node).figures(), second.receiver(node).figures());
            }
        });
    }

    @Test
    void mostMessagesGetThroughEvenWhenHalfOfAllIsLost() {
        int[] taken = new int[1];
        forEachSeed(SEEDS, seed -> {
            TransferLimits limits = limits(new SplittableRandom(seed));
            TransferWorld world = new TransferWorld(seed, 2, limits, new TransferCheck(limits, 1, 1));
            world.faults(new Faults(50, 10, 0, 0));
            long ticket = world.submit(0, 1, 5_000);
            world.run(31_000);
            taken[0] += world.check.wasTaken(ticket) ? 1 : 0;
            world.checkTheEnd();
        });
        assertTrue(taken[0] > SEEDS * 8 / 10, taken[0] + " of " + SEEDS);
    }

    /// Whoever always has more to send, of any size, keeps nobody else from sending.
    @Test
    void nobodyStarves() {
        forEachSeed(SEEDS / 5, seed -> {
            TransferLimits limits = limits(new SplittableRandom(seed));
            TransferWorld world =
                    new TransferWorld(seed, NODES, limits, new TransferCheck(limits, NODES - 1, NODES - 1));
            flood(world, 1, MESSAGE_BYTES_MAX, 20);
            flood(world, 1, 100, 20);
            world.run(1_000);
            long start = world.millis();
            List<Long> rare = List.of(
                    world.submit(1, 0, 100),
                    world.submit(2, 0, 100),
                    world.submit(1, 0, MESSAGE_BYTES_MAX),
                    world.submit(2, 0, MESSAGE_BYTES_MAX));
            world.run(10_000);
            for (long ticket : rare) {
                boolean isRefused = world.check.outcomes().get(ticket)
                                instanceof SendOutcome.GivenUp(_, _, var reason, _)
                        && reason == GiveUpReason.NO_ROOM;
                boolean isTaken = world.check.wasTaken(ticket) && world.takenAtMillis(ticket) - start < 5_000;
                assertTrue(isRefused || isTaken, "ticket " + ticket);
            }
        });
    }

    /// Lets `from` send one message after another to node 0, `atOnce` at the same time.
    private static void flood(TransferWorld world, int from, int bytes, int atOnce) {
        world.after(50 * TransferWorld.MILLI, () -> {
            if (world.sender(from).figures().transfers() < atOnce) {
                world.submit(from, 0, bytes);
            }
            flood(world, from, bytes, atOnce);
        });
    }
}
