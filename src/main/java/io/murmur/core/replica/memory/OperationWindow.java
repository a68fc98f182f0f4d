package io.murmur.core.replica.memory;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.value.OperationId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The operation ids one replica saw last, oldest out first. Mutable, owned by the state of its replica.
///
/// An id that is not in the window was either never seen or evicted. For each origin the greatest evicted
/// sequence is kept, so an id above it was surely never seen here, whatever any clock says. Of very many
/// origins the one with the smallest bound is forgotten into a bound for all.
public final class OperationWindow {

    private static final Boolean SEEN = Boolean.TRUE;
    private static final int ORIGINS_MAX = 256;

    private final OperationId[] ring;
    private final LookupTable<OperationId, Boolean> seen = new LookupTable<>();
    private int next;
    private int size;
    private final TreeMap<Long, Long> evictedByOrigin = new TreeMap<>();
    private long evictedOfAll;

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
        long evicted = later(evictedOfAll, evictedByOrigin.getOrDefault(operation.origin(), 0L));
        return Long.compareUnsigned(operation.sequence(), evicted) <= 0;
    }

    /// Of ids up to `sequence`, whoever gave them, none was surely never seen.
    public void forgetUpTo(long sequence) {
        evictedOfAll = later(evictedOfAll, sequence);
    }

    /// Of the ids that are remembered, too, and of those up to `sequence`, none counts as seen or as surely not seen.
    public void forgetAll(long sequence) {
        for (int i = 0; i < size; i++) {
            OperationId remembered = ring[Math.floorMod(next - 1 - i, ring.length)];
            seen.remove(remembered);
            forgetUpTo(remembered.sequence());
        }
        size = 0;
        forgetUpTo(sequence);
    }

    public void add(OperationId operation) {
        if (seen.put(operation, SEEN) != null) {
            return;
        }
        if (size == ring.length) {
            OperationId evicted = ring[next];
            seen.remove(evicted);
            noteEvicted(evicted.origin(), evicted.sequence());
        } else {
            size++;
        }
        ring[next] = operation;
        next = (next + 1) % ring.length;
    }

    private void noteEvicted(long origin, long sequence) {
        evictedByOrigin.merge(origin, sequence, OperationWindow::later);
        if (evictedByOrigin.size() > ORIGINS_MAX) {
            var least = Collections.min(evictedByOrigin.entrySet(), Map.Entry.comparingByValue(Long::compareUnsigned));
            evictedOfAll = later(evictedOfAll, least.getValue());
            evictedByOrigin.remove(least.getKey());
        }
    }

    /// Sequences are ordered as unsigned numbers, like everything about an [OperationId].
    private static long later(long left, long right) {
        return Long.compareUnsigned(left, right) >= 0 ? left : right;
    }

    public void writeTo(BytesWriter out) {
        out.i64(evictedOfAll).varint(evictedByOrigin.size());
        evictedByOrigin.forEach((origin, sequence) -> out.i64(origin).i64(sequence));
        out.varint(size);
        for (int i = 0; i < size; i++) {
            ring[(next - size + i + ring.length) % ring.length].writeTo(out);
        }
    }

    /// Reads a window into one of `capacity`; the oldest are evicted if it has become smaller.
    public static OperationWindow readFrom(BytesReader in, int capacity) {
        OperationWindow window = new OperationWindow(capacity);
        window.evictedOfAll = in.i64();
        for (int origins = in.count(ORIGINS_MAX); origins > 0; origins--) {
            window.evictedByOrigin.put(in.i64(), in.i64());
        }
        int size = in.count(in.remaining() / 16);
        for (int i = 0; i < size; i++) {
            window.add(OperationId.readFrom(in));
        }
        return window;
    }
}
