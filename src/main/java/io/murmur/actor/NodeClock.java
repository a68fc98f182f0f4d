package io.murmur.actor;

import io.murmur.core.machine.Now;

/// Where the shell gets the time that it hands to machines. Safe to call from any thread.
@FunctionalInterface
public interface NodeClock {

    NodeClock SYSTEM = new NodeClock() {
        @Override
        public Now now() {
            return new Now(System.nanoTime(), System.currentTimeMillis());
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    Now now();

    /// Only the monotonic part of it.
    default long nanos() {
        return now().nanos();
    }
}
