package io.murmur.actor.replica;

import io.murmur.actor.Outbox;
import io.murmur.core.machine.NodeId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// When the requests of a lane's batch arrived, so that each reply can say how long it took. Belongs to one lane.
///
/// Replies come in the order of their requests, or nearly so: each is looked for behind the one before.
final class AskedTimes {

    private @Nullable NodeId[] askers = new @Nullable NodeId[64];
    private long[] correlations = new long[64];
    private long[] arrivals = new long[64];
    private int count;
    private int next;
    private long beganNanos;
    private long waitedMoreNanos;

    /// Forgets the batch before.
    void begin(long nanos) {
        count = 0;
        next = 0;
        beganNanos = nanos;
        waitedMoreNanos = 0;
    }

    void add(NodeId from, long correlation, long arrivedNanos) {
        if (count == arrivals.length) {
            askers = Arrays.copyOf(askers, 2 * count);
            correlations = Arrays.copyOf(correlations, 2 * count);
            arrivals = Arrays.copyOf(arrivals, 2 * count);
        }
        askers[count] = from;
        correlations[count] = correlation;
        arrivals[count] = arrivedNanos;
        count++;
    }

    /// All of the batch waited a second time.
    void waitMore(long nanos) {
        waitedMoreNanos += Math.max(0, nanos);
    }

    /// Null if the batch has no such request.
    Outbox.@Nullable Asked find(NodeId from, long correlation) {
        for (int i = 0; i < count; i++) {
            int place = next + i < count ? next + i : next + i - count;
            if (correlations[place] == correlation && from.equals(askers[place])) {
                next = place + 1;
                return new Outbox.Asked(arrivals[place], Math.max(0, beganNanos - arrivals[place]) + waitedMoreNanos);
            }
        }
        return null;
    }
}
