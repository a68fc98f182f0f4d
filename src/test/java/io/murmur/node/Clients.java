package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Clients of three nodes: each change is an operation of its own, tried once.
final class Clients {

    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private long operations;

    /// The next change.
    ClientOperation.Put put(int node, Key key, Mutation mutation) {
        return new ClientOperation.Put(key, mutation, null, new OperationId(node + 1, ++operations), Tries.ONLY, 0);
    }

    /// Has the next change acknowledged.
    Outcome.Written write(Trio trio, int node, Key key, Mutation mutation) {
        return assertInstanceOf(Outcome.Written.class, trio.ask(node, put(node, key, mutation)));
    }

    /// Waits until something is so that nobody tells of.
    static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + WAIT_NANOS;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
