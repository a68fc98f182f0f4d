package io.murmur.load.history;

import java.util.List;

/// How long clients of the nodes that lived had to wait for an acknowledged write, during one outage (G8).
///
/// @param killed the nodes that were down
/// @param fromNanos when they were killed
/// @param untilNanos when they served again, or the load ended
public record Service(String name, List<Integer> killed, long fromNanos, long untilNanos) {

    /// Whether clients of `node` had any write acknowledged meanwhile.
    public boolean wasServed(int node, List<Event> history) {
        return longestGapNanos(node, history) < untilNanos - fromNanos;
    }

    /// The longest time without an acknowledged write through `node`, in nanoseconds, from the kill on.
    public long longestGapNanos(int node, List<Event> history) {
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
