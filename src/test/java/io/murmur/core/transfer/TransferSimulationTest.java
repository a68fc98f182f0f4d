package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.transfer.TransferWorld.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Many runs with faults, each from one seed: nothing wrong is taken, limits hold at each step, and when the faults
/// end everything gets through. More seeds: `-Dmurmur.transfer.seeds=20000`.
@Execution(ExecutionMode.CONCURRENT)
class TransferSimulationTest {

    private static final int NODES = TransferRun.NODES;
    private static final int SEEDS = Integer.getInteger("murmur.transfer.seeds", 250);
    private static final int MESSAGE_BYTES_MAX = TransferRun.MESSAGE_BYTES_MAX;

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
        forEachSeed(SEEDS, seed -> goodTimes(TransferRun.badTimes(seed)));
    }

    @Test
    void getsEverythingThroughWithoutFaults() {
        forEachSeed(SEEDS / 5, seed -> {
            TransferLimits limits = TransferRun.limits(new SplittableRandom(seed));
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
    void mostMessagesGetThroughEvenWhenHalfOfAllIsLost() {
        int[] taken = new int[1];
        forEachSeed(SEEDS, seed -> {
            TransferLimits limits = TransferRun.limits(new SplittableRandom(seed));
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
            TransferLimits limits = TransferRun.limits(new SplittableRandom(seed));
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
