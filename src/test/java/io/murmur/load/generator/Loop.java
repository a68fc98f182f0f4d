package io.murmur.load.generator;

import io.murmur.load.codec.BrokenDialogueException;
import io.murmur.load.codec.Codec;
import io.murmur.load.codec.Operation;
import io.murmur.load.codec.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One thread of the generator with its share of the connections.
///
/// Connecting -> Running until `untilNanos` or the last key -> Draining until all is answered or the patience
/// ends.
final class Loop implements Callable<Tally>, AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WAIT_MILLIS_MAX = 100;
    private static final long NAP_NANOS = 50_000;

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private final Keys keys;
    private final int readPercent;
    private final SplittableRandom random;

    private Pace pace = new Pace.Closed();
    private long recordFromNanos;
    private long untilNanos;
    private long upcomingKey;

    Loop(Keys keys, int readPercent, SplittableRandom random) throws IOException {
        this.keys = keys;
        this.readPercent = readPercent;
        this.random = random;
    }

    void connect(InetSocketAddress address, Codec codec) throws IOException {
        Connection connection = Connection.open(address, codec, selector);
        connections.add(connection);
        idle.add(connection);
    }

    /// Times are fixed once all threads are connected.
    void schedule(Pace chosen, long fromNanos, long toNanos) {
        pace = chosen;
        recordFromNanos = fromNanos;
        untilNanos = toNanos;
    }

    @Override
    public Tally call() throws IOException {
        upcomingKey = keys.next();
        long nowNanos = System.nanoTime();
        while (nowNanos < untilNanos && !isFinished()) {
            sendDue(nowNanos);
            await(nowNanos);
            nowNanos = System.nanoTime();
        }
        drain();
        countUnanswered();
        return tally;
    }

    private boolean isFinished() {
        return upcomingKey == Keys.NONE && idle.size() == connections.size();
    }

    private void sendDue(long nowNanos) throws IOException {
        while (!idle.isEmpty() && upcomingKey != Keys.NONE && pace.dueNanos(nowNanos) <= nowNanos) {
            send(idle.remove(), nowNanos);
        }
    }

    private void send(Connection connection, long nowNanos) throws IOException {
        Operation operation = random.nextInt(100) < readPercent ? Operation.GET : Operation.SET;
        connection.send(operation, upcomingKey, pace.take(nowNanos));
        upcomingKey = keys.next();
    }

    /// Waits for answers, or until the next request is due. A selector counts whole milliseconds: below one,
    /// naps.
    private void await(long nowNanos) throws IOException {
        long restNanos =
                idle.isEmpty() || upcomingKey == Keys.NONE ? Long.MAX_VALUE : pace.dueNanos(nowNanos) - nowNanos;
        if (restNanos >= TimeUnit.MILLISECONDS.toNanos(1)) {
            selector.select(this::read, Math.min(WAIT_MILLIS_MAX, restNanos / 1_000_000));
        } else if (selector.selectNow(this::read) == 0) {
            LockSupport.parkNanos(Math.min(NAP_NANOS, restNanos));
        }
    }

    private void read(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            Reply reply = connection.advance();
            if (reply != Reply.PENDING && connection.isBusy()) {
                finish(connection, reply);
            }
        } catch (IOException e) {
            throw new BrokenDialogueException("a connection broke: " + e.getMessage());
        }
    }

    private void finish(Connection connection, Reply reply) {
        long nowNanos = System.nanoTime();
        connection.release();
        idle.add(connection);
        long countedNanos = pace.countedNanos(connection.dueNanos(), nowNanos);
        if (countedNanos >= recordFromNanos && countedNanos < untilNanos) {
            tally.record(reply, nowNanos - connection.dueNanos());
            if (reply == Reply.REFUSED) {
                tally.refusal(connection.refusal());
            }
        }
    }

    private void drain() throws IOException {
        long limitNanos = System.nanoTime() + PATIENCE_NANOS;
        while ((idle.size() < connections.size() || pace.owes(untilNanos)) && System.nanoTime() < limitNanos) {
            while (!idle.isEmpty() && pace.owes(untilNanos)) {
                send(idle.remove(), untilNanos);
            }
            selector.select(this::read, WAIT_MILLIS_MAX);
        }
    }

    /// Those under way now, and those an open loop owes but had no free connection for.
    private void countUnanswered() {
        for (int index = idle.size(); index < connections.size(); index++) {
            tally.record(Reply.PENDING, 0);
        }
        for (; pace.owes(untilNanos); pace.take(untilNanos)) {
            tally.record(Reply.PENDING, 0);
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
