package io.murmur.load.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges a history of plain writes and reads (G2, G3, G7).
///
/// A write is *superseded* for a read if an acknowledged write of its key began after the write had been
/// answered and was itself answered before the read began. A read may show only a write that began before the
/// read ended and is not superseded for it. Which of several concurrent writes it shows is free. The empty key
/// counts as a delete before all.
///
/// A write without answer may take effect at any later time, so it is never superseded. A read that shows one
/// though acknowledged writes began after its client had given up is allowed, and counted as *late*.
public final class Checker {

    /// What was found.
    ///
    /// @param reads reads that were judged
    /// @param late reads that showed an unanswered write older than acknowledged ones
    public record Verdict(List<Violation> violations, long reads, long late) {}

    private static final long BEFORE_ALL = Long.MIN_VALUE;

    private final List<Violation> violations = new ArrayList<>();
    private long reads;
    private long late;

    /// Judges all keys.
    public static Verdict check(List<Event> history) {
        Checker checker = new Checker();
        Map<Integer, List<Event>> byKey = new HashMap<>();
        history.forEach(event ->
                byKey.computeIfAbsent(event.key(), _ -> new ArrayList<>()).add(event));
        byKey.values().forEach(checker::checkKey);
        checker.violations.sort(
                Comparator.comparingLong(violation -> violation.read().beginNanos()));
        return new Verdict(checker.violations, checker.reads, checker.late);
    }

    private void checkKey(List<Event> events) {
        KeyWrites writes = new KeyWrites(events);
        for (Event read : events) {
            if (!read.isWrite() && read.isAcknowledged()) {
                reads++;
                check(read, writes);
            }
        }
    }

    private void check(Event read, KeyWrites writes) {
        long barrierNanos = writes.barrierNanos(read.beginNanos());
        if (read.value() == Event.NOTHING) {
            if (barrierNanos != BEFORE_ALL && !writes.mayBeDeleted(read, barrierNanos)) {
                violations.add(new Violation(Violation.Promise.LOST, read));
            }
            return;
        }
        Event write = writes.of(read.value());
        if (write == null || write.beginNanos() >= read.endNanos()) {
            violations.add(new Violation(Violation.Promise.INVENTED, read));
        } else if (write.endNanos() < barrierNanos && write.isAcknowledged()) {
            violations.add(new Violation(writes.reason(write, read), read));
        } else if (write.endNanos() < barrierNanos) {
            late++;
        }
    }

    /// The writes of one key that may have happened.
    private static final class KeyWrites {

        private final Map<Long, Event> byValue = new HashMap<>();
        private final List<Event> deletes = new ArrayList<>();
        private final List<Event> acknowledged;
        private final long[] endNanos;
        /// Of the first n acknowledged writes by end, the latest begin.
        private final long[] latestBeginNanos;

        private KeyWrites(List<Event> events) {
            List<Event> possible = events.stream()
                    .filter(event -> event.isWrite() && event.outcome() != Event.Outcome.REFUSED)
                    .toList();
            for (Event write : possible) {
                if (write.kind() == Event.Kind.DELETE) {
                    deletes.add(write);
                } else {
                    byValue.put(write.value(), write);
                }
            }
            // Those without answer last: they may explain any read that comes after their begin.
            deletes.sort(Comparator.comparing(Event::isAcknowledged).reversed().thenComparingLong(Event::endNanos));
            acknowledged = possible.stream()
                    .filter(Event::isAcknowledged)
                    .sorted(Comparator.comparingLong(Event::endNanos))
                    .toList();
            endNanos = acknowledged.stream().mapToLong(Event::endNanos).toArray();
            latestBeginNanos = new long[endNanos.length];
            long latest = BEFORE_ALL;
            for (int index = 0; index < endNanos.length; index++) {
                latest = Math.max(latest, acknowledged.get(index).beginNanos());
                latestBeginNanos[index] = latest;
            }
        }

        private @Nullable Event of(long value) {
            return byValue.get(value);
        }

        /// The latest begin of the acknowledged writes that were answered before the read began: what was
        /// answered before that moment is superseded.
        private long barrierNanos(long readBeginNanos) {
            int answered = answeredBefore(readBeginNanos);
            return answered == 0 ? BEFORE_ALL : latestBeginNanos[answered - 1];
        }

        private int answeredBefore(long nanos) {
            int found = Arrays.binarySearch(endNanos, nanos);
            int index = found < 0 ? -found - 1 : found;
            while (index > 0 && endNanos[index - 1] == nanos) {
                index--;
            }
            return index;
        }

        private boolean mayBeDeleted(Event read, long barrierNanos) {
            for (Event delete : deletes.reversed()) {
                if (delete.isAcknowledged() && delete.endNanos() < barrierNanos) {
                    return false;
                }
                if (delete.beginNanos() < read.endNanos()) {
                    return true;
                }
            }
            return false;
        }

        /// Whether a delete or another value had taken the place of `write` for `read`.
        private Violation.Promise reason(Event write, Event read) {
            boolean deleted = deletes.stream()
                    .anyMatch(delete -> delete.isAcknowledged()
                            && delete.beginNanos() > write.endNanos()
                            && delete.endNanos() < read.beginNanos());
            return deleted ? Violation.Promise.DELETED_CAME_BACK : Violation.Promise.SUPERSEDED_CAME_BACK;
        }
    }
}
