package io.murmur.load.absence;

import io.murmur.load.absence.Findings.Course;
import io.murmur.load.absence.Findings.NodeUse;
import io.murmur.load.absence.Findings.Traffic;
import io.murmur.load.fault.Agreement;
import io.murmur.load.target.Caller;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The order of events: old keys on three nodes; one is killed; much is written to the other two; it is started
/// again and catches up while the light load goes on; deleted keys are purged; the other two are killed, and it is
/// asked for every key alone.
final class AbsenceDrill {

    private static final double NANOS = 1e9;
    private static final int POLL_MILLIS = 250;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_MILLIS = 60_000;
    private static final String PROBE = "probe";

    private final MurmurFleet fleet;
    private final AbsencePlan plan;
    private final Agreement agreement;
    private final Consumer<String> progress;
    private final int victim;
    private final List<InetSocketAddress> all;
    private final List<InetSocketAddress> staying;
    private final List<NodeUse> uses = new ArrayList<>();
    private final Work work;

    AbsenceDrill(MurmurFleet fleet, AbsencePlan plan, Agreement agreement, Consumer<String> progress) {
        this.fleet = fleet;
        this.plan = plan;
        this.agreement = agreement;
        this.progress = progress;
        this.victim = fleet.size() - 1;
        this.all = IntStream.range(0, fleet.size()).mapToObj(fleet::address).toList();
        this.staying = all.subList(0, victim);
        this.work = new Work(fleet);
    }

    /// Something that is asked until it is so.
    private interface Question {
        boolean isSo() throws IOException;
    }

    /// Runs all of it. Leaves the node that was away running alone.
    Findings run() throws IOException, InterruptedException {
        for (int node = 0; node < fleet.size(); node++) {
            fleet.start(node);
        }
        for (int node = 0; node < fleet.size(); node++) {
            awaitServed(node);
        }
        Scribes before = new Scribes(plan.story(), style(all));
        before.write(writer -> plan.story().before(writer, plan.connections()));
        progress.accept(before.acknowledged() + " old keys written");
        try (LightLoad light =
                new LightLoad(staying, plan.lightKeys(), plan.story().valueBytes(), plan.perSecond())) {
            light.start();
            if (await(plan.limitMillis(), agreement::isReached).isEmpty()) {
                throw new IOException("replicas do not agree before anything has happened");
            }
            Pause.millis(plan.steadyMillis());
            enter(Phase.BEFORE, light);
            Pause.millis(plan.steadyMillis());
            note("before");
            return absence(before, light);
        }
    }

    private Scribes.Style style(List<InetSocketAddress> addresses) {
        return new Scribes.Style(addresses, plan.connections(), plan.window(), PATIENCE_MILLIS);
    }

    private Findings absence(Scribes before, LightLoad light) throws IOException {
        enter(Phase.KILL, light);
        fleet.kill(victim);
        Pause.millis(plan.graceMillis());
        enter(Phase.WRITING, light);
        long beganNanos = System.nanoTime();
        Scribes during = new Scribes(plan.story(), style(staying));
        during.write(writer -> plan.story().during(writer, plan.connections()));
        double writing = secondsSince(beganNanos);
        progress.accept(during.acknowledged() + " writes acknowledged during the absence");
        note("written");
        enter(Phase.AWAY, light);
        Pause.millis(plan.steadyMillis());
        enter(Phase.START, light);
        long startNanos = System.nanoTime();
        fleet.start(victim);
        OptionalDouble served = seconds(startNanos, await(plan.limitMillis(), () -> isServed(victim)));
        long servedNanos = System.nanoTime();
        enter(Phase.CATCH_UP, light);
        progress.accept("it serves " + served + " s after its start");
        OptionalLong keys = await(plan.limitMillis(), new Growth(servedNanos)::isWhole);
        OptionalDouble agreed = seconds(servedNanos, await(plan.limitMillis(), agreement::isReached));
        Traffic traffic = Traffic.of(gauges(victim));
        note("agreed");
        long agreedNanos = System.nanoTime();
        enter(Phase.AFTER, light);
        Pause.millis(plan.steadyMillis());
        OptionalDouble purged = seconds(agreedNanos, await(plan.limitMillis(), this::isPurged));
        note("end");
        work.end();
        var tallies = light.stop();
        Census census = takeCensus(before, during);
        return new Findings(
                plan,
                new Course(writing, served, seconds(servedNanos, keys), agreed, purged),
                uses,
                traffic,
                tallies,
                work.words(),
                before,
                during,
                census);
    }

    private void enter(Phase phase, LightLoad light) throws IOException {
        light.enter(phase);
        work.enter(phase);
    }

    /// Asks the node that was away, which is alone then.
    private Census takeCensus(Scribes before, Scribes during) throws IOException {
        for (int node = 0; node < victim; node++) {
            fleet.kill(node);
        }
        long beganNanos = System.nanoTime();
        Set<Long> doubtful = new TreeSet<>(before.doubtful());
        doubtful.addAll(during.doubtful());
        Census census = new Census(plan.story(), doubtful);
        census.take(fleet.address(victim), plan.connections(), plan.window(), PATIENCE_MILLIS);
        progress.accept(plan.story().keys() + " keys read in " + secondsSince(beganNanos) + " s");
        return census;
    }

    private void note(String moment) throws IOException {
        NodeUse use = NodeUse.of(fleet);
        uses.add(use);
        progress.accept(moment + ": " + use);
    }

    private Gauges gauges(int node) throws IOException {
        return Gauges.of(fleet.httpDoor(node));
    }

    /// Whether the node that was away counts as many living keys as another one. Tells how it goes.
    private final class Growth {

        private final long beganNanos;
        private long toldNanos;

        Growth(long beganNanos) {
            this.beganNanos = beganNanos;
        }

        boolean isWhole() throws IOException {
            Gauges returned = gauges(victim);
            long keys = returned.sum("murmur_keys");
            long others = gauges(0).sum("murmur_keys");
            if (System.nanoTime() - toldNanos > PROGRESS_NANOS) {
                toldNanos = System.nanoTime();
                progress.accept(String.format(
                        Locale.ROOT,
                        "%.0f s: %d of %d keys, %d objects fetched",
                        secondsSince(beganNanos),
                        keys,
                        others,
                        returned.sum("murmur_exchange_fetched_total")));
            }
            return keys == others;
        }
    }

    private boolean isPurged() throws IOException {
        for (int node = 0; node < fleet.size(); node++) {
            if (gauges(node).sum("murmur_purge_waiting") > 0) {
                return false;
            }
        }
        return true;
    }

    private void awaitServed(int node) throws IOException {
        if (await(plan.limitMillis(), () -> isServed(node)).isEmpty()) {
            throw new IOException("node " + node + " does not serve: " + fleet.lastWords(node));
        }
    }

    private boolean isServed(int node) {
        try (Caller caller = new Caller(fleet.address(node), TIMEOUT_MILLIS)) {
            return caller.connect() && caller.call("SET", PROBE, "x") != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static OptionalLong await(long limitMillis, Question question) throws IOException {
        long limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        while (System.nanoTime() < limitNanos) {
            if (question.isSo()) {
                return OptionalLong.of(System.nanoTime());
            }
            Pause.millis(POLL_MILLIS);
        }
        return OptionalLong.empty();
    }

    private static OptionalDouble seconds(long fromNanos, OptionalLong untilNanos) {
        return untilNanos.isPresent()
                ? OptionalDouble.of((untilNanos.getAsLong() - fromNanos) / NANOS)
                : OptionalDouble.empty();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS;
    }
}
