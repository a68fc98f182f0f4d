package io.murmur.core.delay;

/// One turn of a coordinator: what it does at once, when it is woken. All that it sends to other nodes leaves
/// together at the end. Not thread-safe.
public final class Turn {

    private final long beganNanos;
    private long leftNanos;
    private boolean hasLeft;

    public Turn(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    public long beganNanos() {
        return beganNanos;
    }

    /// What was sent in this turn is on its way.
    public void leave(long nanos) {
        leftNanos = nanos;
        hasLeft = true;
    }

    /// When it left, or `latest` if that was earlier: what was sent first may be there before the last has left.
    long leftNanos(long latest) {
        return hasLeft ? Math.min(leftNanos, latest) : latest;
    }
}
