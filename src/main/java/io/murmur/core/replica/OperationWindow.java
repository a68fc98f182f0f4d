package io.murmur.core.replica;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.value.OperationId;

/// The operation ids one replica saw last, oldest out first. Mutable, owned by its [ReplicaState].
///
/// An id that is not in the window was either never seen or evicted. Evicted ids have a sequence no greater than
/// [#evictedThrough] (whatever the clocks of the origins say, because the bound is taken from the evicted ids
/// themselves), so an id above it was surely never seen here.
public final class OperationWindow {

    private static final Boolean SEEN = Boolean.TRUE;

    private final OperationId[] ring;
    private final LookupTable<OperationId, Boolean> seen = new LookupTable<>();
    private int next;
    private int size;
    private long evictedThrough;

    /// Creates an empty window.
    ///
    /// @param capacity ids remembered, at least 1
    public OperationWindow(int capacity) {
        Invariant.check(capacity > 0, "a window remembers at least one operation");
        this.ring = new OperationId[capacity];
    }

    public boolean contains(OperationId operation) {
        return seen.contains(operation);
    }

    /// Whether `operation`, which is not in the window, may have been seen and evicted.
    public boolean mayHaveForgotten(OperationId operation) {
        return Long.compareUnsigned(operation.sequence(), evictedThrough) <= 0;
    }

    public void add(OperationId operation) {
        if (seen.put(operation, SEEN) != null) {
            return;
        }
        if (size == ring.length) {
            OperationId evicted = ring[next];
            seen.remove(evicted);
            if (Long.compareUnsigned(evicted.sequence(), evictedThrough) > 0) {
                evictedThrough = evicted.sequence();
            }
        } else {
            size++;
        }
        ring[next] = operation;
        next = (next + 1) % ring.length;
    }

    void writeTo(BytesWriter out) {
        out.i64(evictedThrough).varint(size);
        for (int i = 0; i < size; i++) {
            ring[(next - size + i + ring.length) % ring.length].writeTo(out);
        }
    }

    /// Reads a window into one of `capacity`; the oldest are evicted if it has become smaller.
    static OperationWindow readFrom(BytesReader in, int capacity) {
        OperationWindow window = new OperationWindow(capacity);
        window.evictedThrough = in.i64();
        int size = in.count(in.remaining() / 16);
        for (int i = 0; i < size; i++) {
            window.add(OperationId.readFrom(in));
        }
        return window;
    }
}
