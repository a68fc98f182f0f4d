package io.murmur.actor;

import io.murmur.core.machine.Now;

/// Where the shell gets the time that it hands to machines. Safe to call from any thread.
@FunctionalInterface
public interface NodeClock {

    NodeClock SYSTEM = () -> new Now(System.nanoTime(), System.currentTimeMillis());

    Now now();
}
