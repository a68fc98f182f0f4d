package io.murmur.door.redis.data;

import io.murmur.core.value.OperationId;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Mints the operation ids of clients that bring none: one origin per start of the door, a sequence that
/// follows the wall clock and never goes back, even if the clock does. Safe to use from any thread.
public final class OperationIds {

    private final long origin;
    private final InstantSource wallClock;
    private final AtomicLong last = new AtomicLong();

    /// Ids of one start of the door.
    ///
    /// @param origin random per start
    public OperationIds(long origin, InstantSource wallClock) {
        this.origin = origin;
        this.wallClock = wallClock;
    }

    /// An id that was never given out before.
    public OperationId next() {
        long now = OperationId.firstSequenceAt(wallClock.millis());
        while (true) {
            long previous = last.get();
            long next = Math.max(previous + 1, now);
            if (last.compareAndSet(previous, next)) {
                return new OperationId(origin, next);
            }
        }
    }
}
