package io.murmur.load.history;

import io.murmur.load.target.Fleet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reads all keys of a load through several nodes at once, and goes on asking until it is answered.
public final class Readback {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Fleet fleet;
    private final Load load;
    private final long patienceMillis;

    /// @param patienceMillis for all reads through one node together
    public Readback(Fleet fleet, Load load, long patienceMillis) {
        this.fleet = fleet;
        this.load = load;
        this.patienceMillis = patienceMillis;
    }

    /// Reads every key through each of the nodes.
    ///
    /// @return the reads that were answered
    public List<Event> through(List<Integer> nodes) {
        List<Event> pass = Collections.synchronizedList(new ArrayList<>());
        nodes.parallelStream().forEach(node -> readThrough(node, pass));
        return List.copyOf(pass);
    }

    /// How many reads of a pass were not answered in time.
    public long missing(List<Integer> nodes, List<Event> pass) {
        return (long) nodes.size() * (load.keys() + 1) - pass.size();
    }

    private void readThrough(int node, List<Event> pass) {
        long limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        try (Dialogue dialogue = load.dialogue(fleet, node)) {
            for (int key = 0; key <= load.keys(); key++) {
                Event read = dialogue.perform(Event.Kind.READ, key, Event.NOTHING);
                while (!read.isAcknowledged() && System.nanoTime() < limitNanos) {
                    LockSupport.parkNanos(RETRY_NANOS);
                    read = dialogue.perform(Event.Kind.READ, key, Event.NOTHING);
                }
                if (read.isAcknowledged()) {
                    pass.add(read);
                }
            }
        }
    }

    /// A sentence for each read of a pass that shows something else than another one of its key. Once everything
    /// has been read and repaired there is none.
    public static List<String> disagreements(List<Event> pass) {
        Map<Integer, Event> first = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (Event read : pass) {
            Event other = first.putIfAbsent(read.key(), read);
            if (other != null && other.value() != read.value()) {
                found.add("nodes " + other.node() + " and " + read.node() + " disagree about key " + read.key()
                        + ": values " + other.value() + " and " + read.value());
            }
        }
        return found;
    }
}
