package io.murmur.cli.dev;

import io.murmur.cli.command.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Starts nodes, shows how they are, and stops them.
///
/// Watching -> Stopping: it was told to stop; each node gets SIGTERM, and is killed if it takes too long. Watching ->
/// Ended: all nodes it started have ended by themselves. A node that ends stays ended here: it may be started again
/// from elsewhere, and is then shown like the others, but not stopped.
final class Supervisor {

    private static final long POLL_MILLIS = 200;

    /// A little more than a node takes itself at most.
    private static final long STOP_SECONDS = 11;

    /// What is said at which moment.
    ///
    /// @param ready when all nodes are ready for the first time
    /// @param again how to start a node again, by its number
    record Words(String ready, IntFunction<String> again) {}

    private final Board board;
    private final Words words;
    private final List<DevNode> shown;
    private final Map<Integer, ChildNode> children = new TreeMap<>();
    private final List<Integer> mourned = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean toldReady;

    /// Watches nodes.
    ///
    /// @param shown all that are shown; those started with [#start] are supervised
    Supervisor(Board board, Words words, List<DevNode> shown) {
        this.board = board;
        this.words = words;
        this.shown = shown;
    }

    void start(DevNode node, List<String> program) throws IOException {
        children.put(node.number(), ChildNode.start(node, program));
    }

    /// Asks [#run] to stop all nodes and return. Thread-safe.
    void stop() {
        stop.countDown();
    }

    /// Watches until told to stop, or until all nodes that were started here have ended.
    int run() throws InterruptedException {
        try (HealthProbe probe = new HealthProbe()) {
            boolean isStopped = false;
            while (!isStopped && children.values().stream().anyMatch(ChildNode::isAlive)) {
                show(probe);
                isStopped = stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (isStopped) {
                return stopAll();
            }
            show(probe);
        }
        board.say("All nodes that were started here have ended.");
        return ExitCode.FAILURE;
    }

    private void show(HealthProbe probe) throws InterruptedException {
        List<Sight> sights = new ArrayList<>();
        for (DevNode node : shown) {
            sights.add(look(node, probe));
        }
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < shown.size(); at++) {
            lines.add(sights.get(at).lineOf(shown.get(at), processOf(shown.get(at))));
        }
        children.values().stream()
                .filter(child ->
                        !child.isAlive() && !mourned.contains(child.node().number()))
                .forEach(this::mourn);
        board.show(lines);
        if (!toldReady && sights.stream().allMatch(Sight::isReady)) {
            toldReady = true;
            board.say(words.ready());
        }
    }

    private String processOf(DevNode node) {
        ChildNode child = children.get(node.number());
        return child != null && child.isAlive() ? Long.toString(child.pid()) : "";
    }

    private Sight look(DevNode node, HealthProbe probe) throws InterruptedException {
        ChildNode child = children.get(node.number());
        Sight seen = probe.look(node);
        if (child == null || child.isAlive()) {
            Sight silent = child == null ? Sight.away() : Sight.starting();
            return seen == null ? silent : seen;
        }
        return seen == null
                ? Sight.ended(child.exitCode())
                : new Sight(seen.state(), seen.isReady(), "started elsewhere; " + seen.detail());
    }

    private void mourn(ChildNode child) {
        mourned.add(child.node().number());
        StringBuilder text = new StringBuilder()
                .append(child.node().name())
                .append(" ended with exit code ")
                .append(child.exitCode())
                .append(meaningOf(child.exitCode()))
                .append("; start it again with: ")
                .append(words.again().apply(child.node().number()));
        List<String> lastWords = child.lastWords();
        if (!lastWords.isEmpty()) {
            text.append("\n  last lines of ").append(child.node().log());
            lastWords.forEach(line -> text.append("\n    ").append(line));
        }
        board.say(text.toString());
    }

    private static String meaningOf(int exitCode) {
        return switch (exitCode) {
            case ExitCode.USAGE -> " (bad configuration)";
            case ExitCode.REFUSED -> " (its volume was refused)";
            case ExitCode.HALTED -> " (it ended itself at once, its log says why)";
            case 137 -> " (killed)";
            default -> "";
        };
    }

    private int stopAll() throws InterruptedException {
        List<ChildNode> living =
                children.values().stream().filter(ChildNode::isAlive).toList();
        board.say("Stopping " + living.size() + (living.size() == 1 ? " node" : " nodes") + " ...");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        living.forEach(ChildNode::stop);
        List<String> unclean = new ArrayList<>();
        for (ChildNode child : living) {
            child.awaitEnd(deadline);
            if (child.exitCode() != ExitCode.OK) {
                unclean.add(child.node().name() + " (exit code " + child.exitCode() + ")");
            }
        }
        if (unclean.isEmpty()) {
            board.say("Stopped.");
            return ExitCode.OK;
        }
        board.say("Stopped, but not cleanly: " + String.join(", ", unclean) + ". They recover at the next start.");
        return ExitCode.FAILURE;
    }
}
