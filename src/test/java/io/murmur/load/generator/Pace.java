package io.murmur.load.generator;

/// When the requests of one thread are due. Times are monotonic nanoseconds.
sealed interface Pace {

    /// When the next request is due, at the earliest `nowNanos` if it only waits for a free connection.
    long dueNanos(long nowNanos);

    /// Takes the next request; returns the time from which its latency counts.
    long take(long nowNanos);

    /// Whether a request was due before the end and has not been taken.
    boolean owes(long untilNanos);

    /// The time that decides whether a request belongs to the recorded part of a round.
    long countedNanos(long dueNanos, long doneNanos);

    /// A new request as soon as a connection is free: load falls when the store is slow.
    record Closed() implements Pace {
        @Override
        public long dueNanos(long nowNanos) {
            return nowNanos;
        }

        @Override
        public long take(long nowNanos) {
            return nowNanos;
        }

        @Override
        public boolean owes(long untilNanos) {
            return false;
        }

        @Override
        public long countedNanos(long dueNanos, long doneNanos) {
            return doneNanos;
        }
    }

    /// Requests at fixed intervals whatever the store does: one that waits for a free connection ages from the
    /// moment it was due, so a pause of the store is seen by all requests it held up.
    final class Open implements Pace {
        private final long startNanos;
        private final double intervalNanos;
        private long taken;

        Open(long startNanos, double perSecond) {
            this.startNanos = startNanos;
            intervalNanos = 1e9 / perSecond;
        }

        @Override
        public long dueNanos(long nowNanos) {
            return startNanos + (long) (taken * intervalNanos);
        }

        @Override
        public long take(long nowNanos) {
            long due = dueNanos(nowNanos);
            taken++;
            return due;
        }

        @Override
        public boolean owes(long untilNanos) {
            return dueNanos(untilNanos) < untilNanos;
        }

        /// Late ones count too: leaving them out would hide the worst.
        @Override
        public long countedNanos(long dueNanos, long doneNanos) {
            return dueNanos;
        }
    }
}
