package io.murmur.door.redis.connection;

import java.util.concurrent.atomic.AtomicLong;

/// Memory that all connections of the door hold together. Safe to use from any thread.
///
/// When it is spent, whoever asks for more and holds more than a fair share is closed: thousands of modest
/// clients stay when some are greedy.
public final class MemoryBudget {

    private final AtomicLong used = new AtomicLong();
    private final long bytesMax;
    private final long fairShare;

    /// A budget of `bytesMax`, of which every one of `connectionsMax` has a fair share.
    public MemoryBudget(long bytesMax, int connectionsMax) {
        this.bytesMax = bytesMax;
        this.fairShare = bytesMax / connectionsMax;
    }

    /// Notes that a connection, which now holds `own`, holds `delta` more or less.
    ///
    /// @return whether it may
    public boolean change(long delta, long own) {
        long total = used.addAndGet(delta);
        return delta <= 0 || total <= bytesMax || own <= fairShare;
    }

    /// Whether `bytes` more would still be within the budget.
    boolean hasRoomFor(long bytes) {
        return used.get() + bytes <= bytesMax;
    }
}
