package io.murmur.load.kill;

import io.murmur.load.history.Dialogue;
import io.murmur.load.history.Event;
import io.murmur.load.history.Readback;
import io.murmur.load.history.Service;
import io.murmur.load.history.Workers;
import io.murmur.load.target.Fleet;
import io.murmur.load.target.Pause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The order of events: load; each node killed in turn; all at once; one away for long; then, without load,
/// everything is read through every node, with every pair of nodes alone, and through every node again.
///
/// The node that was away comes back without load and without rest: the first pair is it and one other, so what
/// it missed must come from that other one.
final class Drill {

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /// Not a key of the load.
    private static final int PROBE = -1;
    private static final long PROBE_VALUE = 1;

    private final Fleet fleet;
    private final Plan plan;
    private final Consumer<String> progress;
    private final List<Service> outages = new ArrayList<>();
    private final List<Event> reads = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Drill(Fleet fleet, Plan plan, Consumer<String> progress) {
        this.fleet = fleet;
        this.plan = plan;
        this.progress = progress;
    }

    /// Runs all of it; leaves the nodes running.
    ///
    /// @throws IOException if a node does not start or does not come to serve
    Findings run() throws IOException {
        List<Integer> all = IntStream.range(0, fleet.size()).boxed().toList();
        start(all);
        List<Event> history;
        try (Workers workers = new Workers(fleet, plan.load())) {
            workers.start();
            Pause.millis(plan.steadyMillis());
            for (int node : all) {
                long killedNanos = kill("node " + node + " down", List.of(node), plan.downMillis());
                start(List.of(node));
                outages.add(new Service("node " + node + " down", List.of(node), killedNanos, System.nanoTime()));
                Pause.millis(plan.steadyMillis());
            }
            kill("all down", all, 0);
            start(all);
            Pause.millis(plan.steadyMillis());
            String name = "node " + all.getLast() + " away";
            long killedNanos = kill(name, List.of(all.getLast()), plan.awayMillis());
            outages.add(new Service(name, List.of(all.getLast()), killedNanos, System.nanoTime()));
            history = workers.stop();
        }
        start(List.of(all.getLast()));
        progress.accept("load stopped after " + history.size() + " operations; reading");
        readInPairs(all);
        readEverything(all, "all nodes");
        // Everything has been read and repaired before.
        faults.addAll(Readback.disagreements(readEverything(all, "all nodes again")));
        return Findings.of(plan, fleet.size(), new Findings.Evidence(history, reads, outages, faults));
    }

    /// Kills nodes, and lets the others go on for a while.
    ///
    /// @return when they were killed
    private long kill(String name, List<Integer> nodes, long millis) {
        long fromNanos = System.nanoTime();
        nodes.parallelStream().forEach(fleet::kill);
        progress.accept(name);
        Pause.millis(millis);
        return fromNanos;
    }

    private void start(List<Integer> nodes) throws IOException {
        long fromNanos = System.nanoTime();
        for (int node : nodes) {
            fleet.start(node);
        }
        for (int node : nodes) {
            awaitService(node);
        }
        double seconds = (System.nanoTime() - fromNanos) / 1e9;
        progress.accept(String.format(Locale.ROOT, "nodes %s serve %.1f s after their start", nodes, seconds));
    }

    private void awaitService(int node) throws IOException {
        long limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.readyMillis());
        try (Dialogue dialogue = plan.load().dialogue(fleet, node)) {
            while (!dialogue.perform(Event.Kind.SET, PROBE, PROBE_VALUE).isAcknowledged()) {
                if (System.nanoTime() > limitNanos) {
                    throw new IOException("node " + node + " serves no writes " + plan.readyMillis()
                            + " ms after its start:\n" + fleet.lastWords(node));
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
    }

    /// Each node in turn is killed and the other two are read: first those among which is the one that was away.
    private void readInPairs(List<Integer> all) throws IOException {
        for (int node : all) {
            fleet.kill(node);
            List<Integer> pair = all.stream().filter(other -> other != node).toList();
            readEverything(pair, "nodes " + pair + " alone");
            start(List.of(node));
        }
    }

    private List<Event> readEverything(List<Integer> nodes, String name) {
        Readback readback = new Readback(fleet, plan.load(), plan.readyMillis());
        List<Event> pass = readback.through(nodes);
        long unread = readback.missing(nodes, pass);
        if (unread > 0) {
            faults.add(unread + " reads were not answered with " + name);
        }
        progress.accept(pass.size() + " reads with " + name);
        reads.addAll(pass);
        return pass;
    }
}
