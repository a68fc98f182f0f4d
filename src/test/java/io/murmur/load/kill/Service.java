package io.murmur.load.kill;

import java.util.List;

/// How long clients of the nodes that lived had to wait for an acknowledged write, during one outage (G8).
///
/// @param killed the nodes that were down
/// @param fromNanos when they were killed
/// @param untilNanos when they were started again
record Service(String name, List<Integer> killed, long fromNanos, long untilNanos) {

    /// The longest time without an acknowledged write through `node`, in nanoseconds, from the kill on. Starts
    /// and ends inside the outage: what the start of a node costs is another question.
    long longestGapNanos(int node, List<Event> history) {
        long[] ends = history.stream()
                .filter(event -> event.isWrite() && event.isAcknowledged() && event.node() == node)
                .mapToLong(Event::endNanos)
                .filter(nanos -> nanos >= fromNanos && nanos <= untilNanos)
                .sorted()
                .toArray();
        long longest = 0;
        long last = fromNanos;
        for (long nanos : ends) {
            longest = Math.max(longest, nanos - last);
            last = nanos;
        }
        return Math.max(longest, untilNanos - last);
    }
}
