package io.murmur.core.gossip;

import io.murmur.core.gossip.message.Delay;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/// How long the first answer of each exchange took that this node opened, smoothed for each peer, of the first so many
/// peers it met. Mutable, owned by one [GossipMachine].
final class RoundTrips {

    /// Exchanges that nobody answered are forgotten when so many newer ones are open.
    private static final int OPEN_MAX = 64;

    private static final long NANOS_PER_MICRO = 1_000;
    /// A longer one counts for an eighth, as in TCP (RFC 6298, section 2). What waits somewhere makes one longer, and
    /// nothing makes one shorter: so a shorter one counts for a half.
    private static final int RISING = 8;

    private static final int FALLING = 2;

    private record Open(NodeId peer, long nanos) {}

    private final LinkedHashMap<Long, Open> open = new LinkedHashMap<>();
    private final TreeMap<NodeId, Long> smoothed = new TreeMap<>();

    void opened(long correlation, NodeId peer, Now now) {
        open.put(correlation, new Open(peer, now.nanos()));
        if (open.size() > OPEN_MAX) {
            open.pollFirstEntry();
        }
    }

    void answered(long correlation, NodeId from, Now now) {
        Open first = open.get(correlation);
        if (first == null || !first.peer.equals(from)) {
            return;
        }
        open.remove(correlation);
        long micros = (now.nanos() - first.nanos) / NANOS_PER_MICRO;
        Long before = smoothed.get(from);
        if (before != null) {
            smoothed.put(from, before + (micros - before) / (micros < before ? FALLING : RISING));
        } else if (smoothed.size() < Report.DELAYS_MAX) {
            smoothed.put(from, micros);
        }
    }

    void keep(Members members) {
        smoothed.keySet().removeIf(node -> !members.contains(node));
    }

    /// By peer, ascending.
    List<Delay> delays() {
        List<Delay> delays = new ArrayList<>(smoothed.size());
        smoothed.forEach((peer, micros) -> delays.add(new Delay(peer, micros)));
        return delays;
    }
}
