package io.murmur.load.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.codec.KeySpace;
import io.murmur.load.codec.RespCodec;
import io.murmur.load.fake.FakeNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GeneratorTest {

    private static final KeySpace SPACE = new KeySpace(500, 100);

    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final AtomicLong commands = new AtomicLong();

    @Test
    void writesEachKeyOnceAndFindsAllOfThem() throws Exception {
        try (FakeNode node = new FakeNode(0, this::answer)) {
            Tally filled = run(node, 0, 0, 60_000, true).tally();
            assertEquals(500, filled.done());
            assertEquals(500, stored.size());
            assertEquals(500, commands.get());
            Generator.Outcome read = run(node, 100, 0, 200, false);
            assertTrue(read.tally().done() > 0);
            assertEquals(0, read.tally().missing());
            assertEquals(0, read.tally().refused());
            assertEquals(200_000_000, read.nanos());
        }
    }

    @Test
    void countsReadsThatFindNothingAndRefusals() throws Exception {
        try (FakeNode node = new FakeNode(0, this::answer)) {
            assertTrue(run(node, 100, 0, 200, false).tally().missing() > 0);
        }
        try (FakeNode node = new FakeNode(0, _ -> "-OVERLOADED\r\n")) {
            Tally tally = run(node, 0, 0, 200, false).tally();
            assertTrue(tally.refused() > 0);
            assertEquals(0, tally.done());
        }
    }

    /// A pause of the store holds up all requests that fall due meanwhile, though only few are under way.
    @Test
    void anOpenLoopCountsFromTheMomentARequestWasDue() throws Exception {
        long pauseMillis = 400;
        AtomicLong pausedAt = new AtomicLong();
        try (FakeNode node = new FakeNode(0, command -> {
            long now = System.nanoTime();
            pausedAt.compareAndSet(0, now + TimeUnit.MILLISECONDS.toNanos(200));
            long fromNanos = pausedAt.get();
            long untilNanos = fromNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
            while (System.nanoTime() > fromNanos && System.nanoTime() < untilNanos) {
                LockSupport.parkNanos(untilNanos - System.nanoTime());
            }
            return answer(command);
        })) {
            Tally open = run(node, 0, 500, 1_000, false).tally();
            assertTrue(open.done() >= 490 && open.done() <= 501, () -> "done " + open.done());
            // Of 500 requests 200 fell due in the pause; half of them waited for more than half of it.
            assertTrue(open.latencyMillis(85) > pauseMillis * 0.4, () -> "p85 " + open.latencyMillis(85));
            assertTrue(open.latencyMillis(100) > pauseMillis * 0.8, () -> "max " + open.latencyMillis(100));
            assertEquals(0, open.unanswered());
        }
    }

    @Test
    void aBrokenConnectionFailsTheRound() throws Exception {
        AtomicLong answers = new AtomicLong();
        try (FakeNode node = new FakeNode(0, command -> answers.incrementAndGet() > 50 ? "?\r\n" : answer(command))) {
            assertThrows(IOException.class, () -> run(node, 0, 0, 10_000, false));
        }
    }

    private String answer(List<String> command) {
        commands.incrementAndGet();
        if (command.getFirst().equals("SET")) {
            stored.put(command.get(1), command.get(2));
            return "+OK\r\n";
        }
        String value = stored.get(command.get(1));
        return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
    }

    private static Generator.Outcome run(
            FakeNode node, int readPercent, double perSecond, long millis, boolean eachKeyOnce)
            throws IOException, InterruptedException {
        Round round = new Round(
                List.of(node.address()),
                _ -> new RespCodec(SPACE, 0, 0),
                SPACE,
                2,
                8,
                readPercent,
                perSecond,
                0,
                millis,
                eachKeyOnce);
        return new Generator().run(round, Watch.NONE);
    }
}
