package io.murmur.load.absence;

import io.murmur.load.codec.KeySpace;
import io.murmur.load.codec.RespCodec;
import io.murmur.load.generator.Generator;
import io.murmur.load.generator.Round;
import io.murmur.load.generator.Tally;
import io.murmur.load.generator.Watch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Clients of the nodes that stay: an open loop of reads and writes all the time, as rounds of a second. A phase
/// begins with a round, so none belongs to two.
final class LightLoad implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final int READ_PERCENT = 50;
    private static final long ROUND_MILLIS = 1_000;
    private static final long FILL_MILLIS_MAX = 120_000;
    private static final long ENTER_SECONDS_MAX = 60;

    private final List<InetSocketAddress> addresses;
    private final KeySpace space;
    private final double perSecond;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<Phase, Tally> tallies = new EnumMap<>(Phase.class);
    private final SynchronousQueue<Phase> upcoming = new SynchronousQueue<>();
    private volatile boolean running = true;
    private @Nullable Future<?> rounds;

    LightLoad(List<InetSocketAddress> addresses, long keys, int valueBytes, double perSecond) {
        this.addresses = List.copyOf(addresses);
        this.space = new KeySpace(keys, valueBytes);
        this.perSecond = perSecond;
        for (Phase each : Phase.values()) {
            tallies.put(each, new Tally());
        }
    }

    /// Writes each of its keys, then begins.
    void start() throws IOException, InterruptedException {
        new Generator().run(round(0, 0, FILL_MILLIS_MAX, true), Watch.NONE);
        rounds = thread.submit(() -> {
            Phase phase = Phase.WARM_UP;
            for (long seed = 1; running; seed++) {
                Phase next = upcoming.poll();
                phase = next == null ? phase : next;
                Tally tally = new Generator(seed)
                        .run(round(READ_PERCENT, perSecond, ROUND_MILLIS, false), Watch.NONE)
                        .tally();
                of(phase).add(tally);
            }
            return true;
        });
    }

    private Round round(int readPercent, double rate, long millis, boolean eachKeyOnce) {
        return new Round(
                addresses,
                _ -> new RespCodec(space, 0, 0),
                space,
                1,
                CONNECTIONS,
                readPercent,
                rate,
                0,
                millis,
                eachKeyOnce);
    }

    /// Begins another phase; returns when its first round begins.
    ///
    /// @throws IOException if no round begins any more
    void enter(Phase next) throws IOException {
        try {
            if (!upcoming.offer(next, ENTER_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("the light load does not go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Ends it.
    ///
    /// @return what was seen in each phase
    /// @throws IOException if a connection broke, though its node was to stay
    Map<Phase, Tally> stop() throws IOException {
        running = false;
        try {
            if (rounds != null) {
                rounds.get();
            }
            return tallies;
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("the light load failed: " + e.getCause(), e);
        } finally {
            close();
        }
    }

    private Tally of(Phase which) {
        return Objects.requireNonNull(tallies.get(which));
    }

    @Override
    public void close() {
        running = false;
        thread.close();
    }
}
