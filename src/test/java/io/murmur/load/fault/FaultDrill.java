package io.murmur.load.fault;

import io.murmur.load.history.Checker;
import io.murmur.load.history.Event;
import io.murmur.load.history.Load;
import io.murmur.load.history.Readback;
import io.murmur.load.history.Service;
import io.murmur.load.history.Workers;
import io.murmur.load.scene.Commands;
import io.murmur.load.scene.Fault;
import io.murmur.load.scene.Scene;
import io.murmur.load.sides.BothSides;
import io.murmur.load.sides.Divergence;
import io.murmur.load.sides.Increments;
import io.murmur.load.sides.Members;
import io.murmur.load.sides.Siblings;
import io.murmur.load.sides.Written;
import io.murmur.load.target.Caller;
import io.murmur.load.target.Pause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One fault after the other: load on every node, the fault, the heal, load again, rest; then the replicas must
/// agree, and everything that was written is read through every node.
final class FaultDrill {

    private static final double NANOS = 1e9;
    private static final long POLL_MILLIS = 50;
    private static final String PROBE = "probe";

    private final Scene scene;
    private final FaultPlan plan;
    private final Agreement agreement;
    private final List<Integer> all;
    private int stages;

    FaultDrill(Scene scene, FaultPlan plan, Agreement agreement) {
        this.scene = scene;
        this.plan = plan;
        this.agreement = agreement;
        this.all = IntStream.range(0, scene.network().nodes()).boxed().toList();
    }

    /// Starts all nodes and waits until each serves.
    void begin() throws IOException {
        for (int node : all) {
            scene.fleet().start(node);
        }
        if (awaitServed().isEmpty()) {
            throw new IOException("not all nodes serve: " + scene.fleet().lastWords(scene.victim()));
        }
    }

    /// What clients saw of one fault.
    ///
    /// @param fromNanos when it was there
    /// @param healNanos when it was taken away
    private record Seen(
            Fault fault,
            long fromNanos,
            long healNanos,
            OptionalLong servedNanos,
            Arrivals.Moments moments,
            List<Event> history,
            List<Written> written,
            Increments increments,
            Members members,
            Map<String, Integer> errors) {}

    /// Carries out one fault. Nodes run afterwards.
    Outcome run(Fault fault) throws IOException {
        stages++;
        Load load = plan.load().withPrefix("f" + stages + ":");
        Seen seen = inflict(fault, load);
        long stoppedNanos = System.nanoTime();
        List<String> faults = new ArrayList<>();
        OptionalLong agreedNanos = await(plan.agreeMillis(), agreement::isReached);
        if (agreedNanos.isEmpty()) {
            faults.add("replicas do not agree " + plan.agreeMillis() + " ms after the end of the load");
        }
        faults.addAll(agreement.verify());
        // A partition that is written all the time agrees only when the load has stopped.
        await(plan.agreeMillis(), () -> agreement.cuts().exit() == 0);
        Commands.Ended cuts = agreement.cuts();
        if (cuts.exit() != 0) {
            faults.add("murmur cuts: not all nodes have come together again");
        }
        List<Event> reads = readAll(load, faults);
        Checker.Verdict verdict = Checker.check(
                Stream.concat(seen.history().stream(), reads.stream()).toList());
        Divergence divergence = Divergence.of(seen.written(), readBothSides(seen.written()), mayKnow(seen));
        faults.addAll(unserved(seen));
        List<String> violations = new ArrayList<>(divergence.faults());
        violations.addAll(seen.increments().faults(plan.readyMillis()));
        violations.addAll(seen.members().faults(plan.readyMillis()));
        verdict.violations().forEach(violation -> violations.add(violation.toString()));
        return new Outcome(
                fault,
                count(seen, event -> event.isWrite() && event.isAcknowledged()),
                seen.written().stream()
                        .filter(Written::isAcknowledged)
                        .filter(write -> isWithin(write, seen))
                        .count(),
                seen.increments().acknowledged(),
                count(seen, event -> event.isWrite() && !event.isAcknowledged())
                        + seen.written().stream()
                                .filter(write -> !write.isAcknowledged())
                                .count(),
                gapSeconds(seen),
                seconds(seen.healNanos(), seen.servedNanos()),
                seconds(seen.healNanos(), seen.moments().first()),
                seconds(seen.healNanos(), seen.moments().all()),
                seconds(stoppedNanos, agreedNanos),
                divergence.conflicts(),
                verdict.reads(),
                seen.errors(),
                fault.divides(all.size()) || cuts.exit() != 0 ? newest(cuts.output()) : "",
                violations,
                faults);
    }

    /// The first of several cuts, which are divided by empty lines.
    private static String newest(String cuts) {
        return cuts.split("\n\n", 2)[0];
    }

    private Seen inflict(Fault fault, Load load) throws IOException {
        try (Workers workers = new Workers(scene.fleet(), load);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                BothSides bothSides = new BothSides(scene.fleet(), load.prefix(), load.timeoutMillis());
                Increments increments = new Increments(scene.fleet(), load.prefix(), load.timeoutMillis());
                Members members = new Members(scene.fleet(), load.prefix(), load.timeoutMillis())) {
            workers.start();
            bothSides.start();
            increments.start();
            members.start();
            Pause.millis(plan.steadyMillis());
            fault.course().begin(scene);
            long fromNanos = System.nanoTime();
            fault.course().last(scene, plan.faultMillis());
            List<List<Written>> before = all.stream().map(bothSides::of).toList();
            long healNanos = System.nanoTime();
            fault.course().end(scene);
            Future<OptionalLong> served = threads.submit(this::awaitServed);
            Arrivals.Moments moments = new Arrivals(scene.fleet(), before, plan.readyMillis()).await(fault);
            OptionalLong servedNanos = served.get();
            Pause.millis(plan.steadyMillis());
            return new Seen(
                    fault,
                    fromNanos,
                    healNanos,
                    servedNanos,
                    moments,
                    workers.stop(),
                    bothSides.stop(),
                    increments,
                    members,
                    workers.errors());
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("nobody knows when service was back", e);
        }
    }

    /// Each node in turn.
    private OptionalLong awaitServed() throws IOException {
        OptionalLong last = OptionalLong.empty();
        for (int node : all) {
            last = await(plan.readyMillis(), () -> isServed(node));
            if (last.isEmpty()) {
                break;
            }
        }
        return last;
    }

    private boolean isServed(int node) {
        try (Caller caller = new Caller(scene.fleet().address(node), plan.load().timeoutMillis())) {
            return caller.connect() && caller.call("SET", PROBE + node, "x") != null;
        } catch (IOException e) {
            return false;
        }
    }

    /// What is asked until it is so.
    private interface Question {
        boolean isSo() throws IOException;
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

    private List<Event> readAll(Load load, List<String> faults) {
        Readback readback = new Readback(scene.fleet(), load, plan.readyMillis());
        List<Event> first = readback.through(all);
        List<Event> second = readback.through(all);
        long missing = readback.missing(all, first) + readback.missing(all, second);
        if (missing > 0) {
            faults.add(missing + " reads were not answered afterwards");
        }
        faults.addAll(Readback.disagreements(second));
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private List<Map<String, Set<String>>> readBothSides(List<Written> written) {
        List<String> keys = written.stream().map(Written::key).distinct().toList();
        return all.parallelStream()
                .map(node -> Siblings.read(scene.fleet().address(node), keys, plan.readyMillis()))
                .toList();
    }

    private static boolean isWithin(Written write, Seen seen) {
        return write.beginNanos() >= seen.fromNanos() && !write.mayEndAfter(seen.healNanos());
    }

    /// Not if both were made while their nodes were cut off from each other.
    private BiPredicate<Written, Written> mayKnow(Seen seen) {
        return (one, other) -> !(isWithin(one, seen)
                && isWithin(other, seen)
                && seen.fault().separates(one.node(), other.node(), all.size()));
    }

    /// Who was to be served and was not while it lasted (G8); of a cut all are, where one owner is enough.
    private List<String> unserved(Seen seen) {
        List<String> faults = new ArrayList<>();
        Service service = service(seen);
        for (int node : all) {
            if (!service.killed().contains(node) && !service.wasServed(node, seen.history())) {
                faults.add("no write through node " + node + " was acknowledged");
            }
            boolean isAlone = seen.written().stream()
                    .noneMatch(write -> write.node() == node && write.isAcknowledged() && isWithin(write, seen));
            if (seen.fault().divides(all.size()) && isAlone) {
                faults.add("no write through node " + node + " was acknowledged with one owner being enough");
            }
        }
        if (seen.servedNanos().isEmpty()) {
            faults.add("not all nodes took writes " + plan.readyMillis() + " ms after the heal");
        }
        if (seen.moments().all().isEmpty()) {
            faults.add("not all nodes showed what had been written before the heal");
        }
        OptionalDouble first = seconds(seen.healNanos(), seen.moments().first());
        if (plan.firstMillis() > 0 && first.isPresent() && first.getAsDouble() * 1000 > plan.firstMillis()) {
            faults.add(
                    "nothing written on one side was shown on the other for more than " + plan.firstMillis() + " ms");
        }
        return faults;
    }

    private Service service(Seen seen) {
        List<Integer> victims = seen.fault().sparesVictim() ? List.of() : List.of(scene.victim());
        return new Service(seen.fault().name(), victims, seen.fromNanos(), seen.healNanos());
    }

    private double gapSeconds(Seen seen) {
        Service service = service(seen);
        return all.stream()
                        .filter(node -> !service.killed().contains(node))
                        .mapToLong(node -> service.longestGapNanos(node, seen.history()))
                        .max()
                        .orElse(0)
                / NANOS;
    }

    private static long count(Seen seen, Predicate<Event> which) {
        return seen.history().stream()
                .filter(event -> event.beginNanos() >= seen.fromNanos() && event.endNanos() <= seen.healNanos())
                .filter(which)
                .count();
    }

    private static OptionalDouble seconds(long fromNanos, OptionalLong untilNanos) {
        return untilNanos.isPresent()
                ? OptionalDouble.of((untilNanos.getAsLong() - fromNanos) / NANOS)
                : OptionalDouble.empty();
    }
}
