package io.murmur.core.entropy;

import io.murmur.core.machine.Now;

/// How much may be fetched just now: a bucket that fills at a steady rate and holds one second's worth. May
/// be overdrawn by one page, which is paid for afterwards.
public final class Budget {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long bytesPerSecond;
    private long bytes;
    private long filledNanos;
    private boolean isStarted;

    /// A full bucket.
    public Budget(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /// Whether something may be fetched.
    public boolean hasRoom(Now now) {
        long nanos = now.nanos() - filledNanos;
        if (!isStarted || nanos >= NANOS_PER_SECOND) {
            bytes = isStarted ? Math.min(bytesPerSecond, bytes + bytesPerSecond) : bytesPerSecond;
            isStarted = true;
            filledNanos = now.nanos();
        } else {
            long earned = (long) ((double) nanos / NANOS_PER_SECOND * bytesPerSecond);
            if (earned > 0) {
                bytes = Math.min(bytesPerSecond, bytes + earned);
                filledNanos = now.nanos();
            }
        }
        return bytes > 0;
    }

    /// Something was.
    public void spend(long spent) {
        bytes -= spent;
    }
}
