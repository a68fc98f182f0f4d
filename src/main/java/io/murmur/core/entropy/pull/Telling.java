package io.murmur.core.entropy.pull;

import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one peer still has to fetch from this node, and since when.
///
/// Nothing open -> Open: something was written, and the peer is told. Open -> Open: time has passed, and it is told
/// once more. Open -> Nothing open, or Open again with what was written meanwhile: it has fetched all it was told of.
///
/// Mutable, owned by one [PullMachine].
final class Telling {

    private static final long NEVER = Long.MIN_VALUE;

    private final NodeId peer;
    private final SortedSet<Integer> shared;
    private final long againMillis;
    private final TreeSet<Integer> untold = new TreeSet<>();
    private List<Integer> told = List.of();
    private long number;
    private boolean open;
    private long untoldSinceNanos = NEVER;
    private long toldSinceNanos = NEVER;
    private long againNanos;

    /// @param shared the partitions both own
    /// @param number below all that this start of the process tells
    /// @param againMillis how long an open telling is waited for; 0 for ever
    Telling(NodeId peer, SortedSet<Integer> shared, long number, long againMillis) {
        this.peer = peer;
        this.number = number;
        this.shared = shared;
        this.againMillis = againMillis;
    }

    void written(Iterable<Integer> partitions, Now now, Outputs<?> out) {
        for (Integer partition : partitions) {
            if (shared.contains(partition)) {
                untoldSinceNanos = untold.isEmpty() ? now.nanos() : untoldSinceNanos;
                untold.add(partition);
            }
        }
        tell(now, out);
    }

    private void tell(Now now, Outputs<?> out) {
        if (!open && !untold.isEmpty()) {
            open = true;
            number++;
            told = List.copyOf(untold);
            toldSinceNanos = untoldSinceNanos;
            untold.clear();
            send(now, out);
        }
    }

    private void send(Now now, Outputs<?> out) {
        againNanos = now.nanosAfterMillis(againMillis);
        out.send(peer, new SyncMessage.Unpushed(number, told));
    }

    void tick(Now now, Outputs<?> out) {
        if (open && againMillis > 0 && now.hasReached(againNanos)) {
            send(now, out);
        }
    }

    /// The peer has fetched what a telling said.
    ///
    /// @return nanoseconds since the first of it was written; negative if that telling is not open
    long confirmed(long confirmedNumber, Now now, Outputs<?> out) {
        if (!open || confirmedNumber != number) {
            return -1;
        }
        open = false;
        long lag = now.nanos() - toldSinceNanos;
        tell(now, out);
        return lag;
    }

    /// How long the first write that the peer has not fetched has been here, as far as this node knows.
    ///
    /// @return nanoseconds; 0 if it has fetched all
    long behindNanos(Now now) {
        if (open) {
            return now.nanos() - toldSinceNanos;
        }
        return untold.isEmpty() ? 0 : now.nanos() - untoldSinceNanos;
    }
}
