package io.murmur.door.redis;

import io.murmur.actor.coordinator.Operations;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.Protocol;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.ConflictRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Doors of one cluster over one store in memory.
final class DoorFixture implements AutoCloseable {

    static final Partitions PARTITIONS = new Partitions(16);

    private final List<RedisDoor> doors = new ArrayList<>();
    private final List<MutableView> views = new ArrayList<>();

    /// Opens `count` doors that know of each other.
    DoorFixture(RedisDoorSettings settings, Operations operations, int count) throws IOException {
        Namespace plain = TestNamespace.active("default", 2, 2);
        Namespace last = new Namespace(
                "last", 2, 2, ConflictRule.LAST_WRITER, true, Protocol.ACTIVE, ReadRepair.BLOCKING, false);
        for (int i = 0; i < count; i++) {
            views.add(new MutableView(i, Collections.nCopies(count, 0), PARTITIONS));
            RedisDoor door = RedisDoor.bind(
                    settings, operations, views.get(i), new Namespaces(plain, List.of(last)), new Random(i));
            door.open();
            doors.add(door);
        }
        reach(List.of());
    }

    DoorFixture(RedisDoorSettings settings, Operations operations) throws IOException {
        this(settings, operations, 1);
    }

    static MemoryOperations memory() {
        return new MemoryOperations(PARTITIONS, Runnable::run);
    }

    /// Lets every door believe that the doors `unreachable` cannot be reached.
    void reach(List<Integer> unreachable) {
        List<Integer> ports = doors.stream().map(RedisDoor::port).toList();
        for (int i = 0; i < doors.size(); i++) {
            views.get(i).change(i, ports, unreachable);
        }
    }

    RedisDoor door(int index) {
        return doors.get(index);
    }

    int port() {
        return doors.getFirst().port();
    }

    RawClient connect() throws IOException {
        return new RawClient(port());
    }

    /// Waits for something another thread does, with a limit.
    static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        doors.forEach(door -> door.stop(100));
    }
}
