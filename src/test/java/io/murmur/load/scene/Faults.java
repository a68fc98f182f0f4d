package io.murmur.load.scene;

import io.murmur.load.target.Pause;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The faults there are.
public final class Faults {

    /// Does something to a scene.
    private interface Deed {
        void to(Scene scene) throws IOException;
    }

    private static final int LOSS_PERCENT = 10;
    private static final long FLAP_MILLIS = 2_000;
    private static final int CLOCK_SECONDS = 30;
    private static final int SLOW_SYNC_MILLIS = 300;
    private static final int EIO = 5;
    /// Below `murmur.storage.reserve`.
    private static final int LEFT_MIB = 16;

    private static final String FULL_DISK = "full-disk";

    private static final Deed HEAL = scene -> scene.network().heal();

    /// In the order in which they are run.
    public static final List<Fault> ALL = List.of(
            new Fault("isolated", "the last node is cut off", 2, Faults::isolated, false, cut(Faults::isolated)),
            new Fault("halves", "two nodes are cut from the others", 4, Faults::halves, true, cut(Faults::halves)),
            new Fault(
                    "deaf",
                    "the last node hears nobody, and is heard",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> oneWay(scene, false), HEAL)),
            new Fault(
                    "mute",
                    "the last node hears all, and is not heard",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> oneWay(scene, true), HEAL)),
            new Fault(
                    "ring",
                    "each node is in touch with two others only",
                    5,
                    Faults::whole,
                    true,
                    course(Faults::ring, HEAL)),
            new Fault(
                    "flapping",
                    "the last node is cut off every other two seconds",
                    2,
                    Faults::whole,
                    false,
                    new Flapping()),
            new Fault(
                    "loss",
                    "one packet of ten is lost",
                    2,
                    Faults::whole,
                    true,
                    course(scene -> scene.network().lose(LOSS_PERCENT), HEAL)),
            new Fault(
                    "kill",
                    "the last node is killed",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> scene.fleet().kill(scene.victim()), Faults::start)),
            new Fault(
                    "pause",
                    "the last node is stopped (SIGSTOP) and goes on",
                    2,
                    Faults::whole,
                    false,
                    course(
                            scene -> scene.signal(scene.victim(), "STOP"),
                            scene -> scene.signal(scene.victim(), "CONT"))),
            new Fault(
                    "clock-ahead",
                    "the last node's clock jumps ahead, and back",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> scene.shiftClock(CLOCK_SECONDS), scene -> scene.shiftClock(0))),
            new Fault(
                    "clock-behind",
                    "the last node's clock jumps back, and ahead",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> scene.shiftClock(-CLOCK_SECONDS), scene -> scene.shiftClock(0))),
            new Fault(
                    FULL_DISK,
                    "the last node's disk is full",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> scene.fillDisk(LEFT_MIB), Scene::emptyDisk)),
            new Fault(
                    "slow-syncs",
                    "the last node's disk syncs slowly",
                    2,
                    Faults::whole,
                    false,
                    course(
                            scene -> scene.breakDisk(scene.victim(), "sync_ms=" + SLOW_SYNC_MILLIS),
                            scene -> scene.disks().clear())),
            new Fault(
                    "failing-syncs",
                    "the last node's disk fails",
                    2,
                    Faults::whole,
                    false,
                    course(scene -> scene.breakDisk(scene.victim(), "sync_fail=" + EIO), Faults::restart)));

    private Faults() {}

    /// Whether the victim needs a clock that can be shifted.
    public static boolean needClock(List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault.name().startsWith("clock-"));
    }

    /// Whether the victim needs a small disk of its own.
    public static boolean needSmallVolume(List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault.name().equals(FULL_DISK));
    }

    /// By their names.
    ///
    /// @throws IllegalArgumentException if there is none of a name
    public static List<Fault> named(List<String> names) {
        return names.stream().map(Faults::named).toList();
    }

    private static Fault named(String name) {
        return ALL.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault " + name + ", only "
                        + ALL.stream().map(Fault::name).collect(Collectors.joining(", "))));
    }

    private static List<Set<Integer>> whole(int nodes) {
        return List.of(range(0, nodes));
    }

    private static List<Set<Integer>> isolated(int nodes) {
        return List.of(range(0, nodes - 1), range(nodes - 1, nodes));
    }

    private static List<Set<Integer>> halves(int nodes) {
        return List.of(range(0, nodes - 2), range(nodes - 2, nodes));
    }

    private static Set<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().collect(Collectors.toSet());
    }

    private static Fault.Course cut(IntFunction<List<Set<Integer>>> groups) {
        return course(
                scene -> scene.network().divide(groups.apply(scene.network().nodes())), HEAL);
    }

    private static void oneWay(Scene scene, boolean mute) throws IOException {
        for (int other = 0; other < scene.victim(); other++) {
            if (mute) {
                scene.network().silence(scene.victim(), other);
            } else {
                scene.network().silence(other, scene.victim());
            }
        }
    }

    /// Each node sees a majority, and no two the same.
    private static void ring(Scene scene) throws IOException {
        int nodes = scene.network().nodes();
        for (int one = 0; one < nodes; one++) {
            for (int other = 0; other < nodes; other++) {
                int apart = Math.floorMod(one - other, nodes);
                if (apart > 1 && apart < nodes - 1) {
                    scene.network().silence(one, other);
                }
            }
        }
    }

    private static void start(Scene scene) throws IOException {
        scene.fleet().start(scene.victim());
    }

    /// It has ended itself.
    private static void restart(Scene scene) throws IOException {
        scene.disks().clear();
        scene.fleet().kill(scene.victim());
        start(scene);
    }

    private static Fault.Course course(Deed begin, Deed end) {
        return new Fault.Course() {
            @Override
            public void begin(Scene scene) throws IOException {
                begin.to(scene);
            }

            @Override
            public void end(Scene scene) throws IOException {
                end.to(scene);
            }
        };
    }

    private static final class Flapping implements Fault.Course {

        @Override
        public void begin(Scene scene) throws IOException {
            scene.network().divide(isolated(scene.network().nodes()));
        }

        @Override
        public void last(Scene scene, long millis) throws IOException {
            for (long past = 0; past < millis; past += 2 * FLAP_MILLIS) {
                Pause.millis(FLAP_MILLIS);
                scene.network().heal();
                Pause.millis(FLAP_MILLIS);
                begin(scene);
            }
        }

        @Override
        public void end(Scene scene) throws IOException {
            HEAL.to(scene);
        }
    }
}
