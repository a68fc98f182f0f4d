package io.murmur.door.redis.connection;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.LookupTable;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which operations of one connection may be under way at once: reads of a key beside each other, a write
/// alone, in the order they came; keys beside each other; and never more than a limit.
///
/// Without it a pipelined `SET k 1`, `SET k 2`, `GET k` would be three concurrent operations: two siblings, and
/// a read of either. Not thread-safe.
final class KeyOrder<T extends KeyOrder.Member> {

    /// What is to be ordered.
    interface Member {

        /// The key it touches, or null if it touches none: then only the limit holds it back.
        @Nullable
        Key key();

        boolean isWrite();
    }

    private final LookupTable<Key, Line<T>> lines = new LookupTable<>();
    private final ArrayDeque<T> ready = new ArrayDeque<>();
    private final int inFlightMax;
    private final Predicate<T> hasRoom;
    private final Consumer<T> start;
    private int inFlight;
    private boolean starting;

    /// An order in which nothing is under way.
    ///
    /// @param hasRoom whether what an operation brings can be held
    /// @param start begins an operation; may finish it before it returns
    KeyOrder(int inFlightMax, Predicate<T> hasRoom, Consumer<T> start) {
        this.hasRoom = hasRoom;
        this.inFlightMax = inFlightMax;
        this.start = start;
    }

    /// Those of one key.
    private static final class Line<T extends Member> {
        private final ArrayDeque<T> waiting = new ArrayDeque<>(2);
        private int reading;
        private boolean writing;

        boolean admits(T operation) {
            return !writing && (reading == 0 || !operation.isWrite());
        }

        void enter(T operation) {
            if (operation.isWrite()) {
                writing = true;
            } else {
                reading++;
            }
        }

        void leave(T operation) {
            if (operation.isWrite()) {
                writing = false;
            } else {
                reading--;
            }
        }

        boolean isIdle() {
            return !writing && reading == 0;
        }
    }

    void admit(T operation) {
        Key key = operation.key();
        if (key != null) {
            Line<T> line = lines.get(key);
            if (line == null) {
                line = new Line<>();
                lines.put(key, line);
            }
            if (!line.waiting.isEmpty() || !line.admits(operation)) {
                line.waiting.add(operation);
                return;
            }
            line.enter(operation);
        }
        ready.add(operation);
        startReady();
    }

    /// Makes way for those that waited; [#startReady] begins them.
    void finished(T operation) {
        inFlight--;
        Key key = operation.key();
        if (key != null) {
            leave(operation, key);
        }
    }

    private void leave(T operation, Key key) {
        Line<T> line = lines.get(key);
        if (line == null) {
            return; // Everything that waited was discarded.
        }
        line.leave(operation);
        T next = line.waiting.peek();
        while (next != null && line.admits(next)) {
            line.enter(next);
            ready.add(next);
            line.waiting.poll();
            next = line.waiting.peek();
        }
        if (line.isIdle()) {
            lines.remove(key);
        }
    }

    /// Begins what may begin now. What there is no room for is passed over: it may stand before what makes room.
    void startReady() {
        if (starting) {
            return;
        }
        starting = true;
        T next = nextReady();
        while (next != null) {
            inFlight++;
            start.accept(next);
            next = nextReady();
        }
        starting = false;
    }

    private @Nullable T nextReady() {
        if (inFlight >= inFlightMax) {
            return null;
        }
        Iterator<T> candidates = ready.iterator();
        while (candidates.hasNext()) {
            T candidate = candidates.next();
            if (hasRoom.test(candidate)) {
                candidates.remove();
                return candidate;
            }
        }
        return null;
    }

    /// Forgets what has not begun.
    void discardWaiting() {
        ready.clear();
        lines.clear();
    }

    /// Operations begun and not finished.
    int inFlight() {
        return inFlight;
    }
}
