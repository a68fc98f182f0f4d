package io.murmur.load.fault;

import io.murmur.load.bench.Machine;
import io.murmur.load.history.Load;
import io.murmur.load.scene.Enclosure;
import io.murmur.load.scene.Fault;
import io.murmur.load.scene.Faults;
import io.murmur.load.scene.Network;
import io.murmur.load.scene.Scene;
import io.murmur.load.scene.ShiftedClock;
import io.murmur.load.sides.BothSides;
import io.murmur.load.target.Folders;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.Site;
import io.murmur.storage.faults.DiskFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line of the fault test. Exit code 0: all promises kept; 1: not; 2: wrong options; 3: it cannot run
/// here.
@Command(
        name = "load-tests/fault-test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Cuts, slows and breaks networks, processes, clocks and disks of real nodes under load, and checks what"
                    + " clients were promised.",
            "Needs root, iproute2 and iptables; gcc for faults of disks, faketime for faults of clocks."
        })
public final class FaultTest implements Callable<Integer> {

    static final int CANNOT_RUN = 3;

    private static final int SMALL_VOLUME_MIB = 700;

    @Option(names = "--faults", split = ",", description = "Which, in which order; default: all that make sense here.")
    private List<String> names = List.of();

    @Option(names = "--nodes", description = "How many nodes, three owners to a key (default: ${DEFAULT-VALUE}).")
    private int nodes = 3;

    @Option(names = "--seconds", description = "How long each fault lasts (default: ${DEFAULT-VALUE}).")
    private double faultSeconds = 60;

    @Option(names = "--steady", description = "Seconds of load before and after each (default: ${DEFAULT-VALUE}).")
    private double steadySeconds = 5;

    @Option(names = "--minutes", description = "Goes through the faults again for so long (default: once).")
    private double minutes = 0;

    @Option(
            names = "--retries",
            description = "net.ipv4.tcp_retries2 of the nodes (default: ${DEFAULT-VALUE}, as Linux has it).")
    private int retries = 15;

    @Option(
            names = "--first",
            description = "Seconds in which the first write must cross a healed cut; 0: no limit (default:"
                    + " ${DEFAULT-VALUE}).")
    private double firstSeconds = 5;

    @Option(names = "--keys", description = "Keys beside the hot one (default: ${DEFAULT-VALUE}).")
    private int keys = 500;

    @Option(names = "--workers", description = "Clients of each node (default: ${DEFAULT-VALUE}).")
    private int workersPerNode = 2;

    @Option(names = "--think", description = "Microseconds between operations of a client (default: ${DEFAULT-VALUE}).")
    private int thinkMicros = 4_000;

    @Option(names = "--data", description = "Folder for the data of the nodes (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("target/fault-data");

    @Option(names = "--report", description = "Where the report goes, beside the screen.")
    private Path report = Path.of("load-tests/results/fault-test.txt");

    @Option(names = "--murmur", description = "Start script of Murmur (default: ${DEFAULT-VALUE}).")
    private Path murmur = Path.of("bin/murmur");

    @Option(names = "--short-lived", description = "Runs nodes without the second compiler.")
    private boolean shortLived;

    /// Enters an [Enclosure] and runs there.
    public static void main(String[] arguments) throws IOException {
        String obstacle = Enclosure.obstacle();
        if (!obstacle.isEmpty()) {
            System.err.println("The fault test cannot run here: " + obstacle);
            System.exit(CANNOT_RUN);
        }
        Process inside = new ProcessBuilder(Enclosure.java("1g", Inside.class, List.of(arguments)))
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(inside::destroyForcibly));
        System.exit(inside.onExit().join().exitValue());
    }

    /// What runs inside the enclosure.
    public static final class Inside {

        private Inside() {}

        /// Runs the command line.
        public static void main(String[] arguments) {
            System.exit(new CommandLine(new FaultTest()).execute(arguments));
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Fault> faults = faults();
        Folders.renew(data);
        Network network = Network.build(nodes, retries);
        DiskFaults disks = new DiskFaults(data.toAbsolutePath());
        Path program = murmur.toAbsolutePath();
        Map<String, String> environment = new HashMap<>(disks.environment());
        if (shortLived) {
            environment.putAll(MurmurFleet.SHORT_LIVED);
        }
        ShiftedClock clock = Faults.needClock(faults)
                ? new ShiftedClock(network, data, Objects.requireNonNull(environment.get("LD_PRELOAD")))
                : null;
        try (MurmurFleet fleet = new MurmurFleet(
                clock == null ? network : clock, program, data.resolve("murmur"), environment, BothSides.SETTINGS)) {
            Scene scene = new Scene(network, fleet, disks, clock);
            if (Faults.needSmallVolume(faults)) {
                scene.mountSmallVolume(SMALL_VOLUME_MIB);
            }
            Agreement agreement = new Agreement(program.toString(), network.host(0) + ":" + network.port(0, Site.HTTP));
            return run(new FaultDrill(scene, plan(), agreement), faults) ? 0 : 1;
        }
    }

    private List<Fault> faults() {
        List<Fault> wanted = names.isEmpty() ? Faults.ALL : Faults.named(names);
        List<Fault> left = wanted.stream()
                .filter(fault -> fault.nodesMin() <= nodes)
                .filter(fault -> ShiftedClock.isPossible() || !Faults.needClock(List.of(fault)))
                .toList();
        wanted.stream()
                .filter(fault -> !left.contains(fault))
                .forEach(fault -> System.err.println("left out: " + fault.name() + " (" + fault.what() + "), it needs "
                        + (fault.nodesMin() > nodes ? fault.nodesMin() + " nodes" : "the Debian package faketime")));
        return left;
    }

    private FaultPlan plan() {
        int timeoutMillis = 5_000;
        long patienceMillis = TimeUnit.MINUTES.toMillis(2);
        return new FaultPlan(
                new Load("", keys, 100, workersPerNode, thinkMicros, timeoutMillis),
                millis(steadySeconds),
                millis(faultSeconds),
                patienceMillis,
                patienceMillis,
                millis(firstSeconds));
    }

    private boolean run(FaultDrill drill, List<Fault> faults) throws IOException {
        Files.createDirectories(report.toAbsolutePath().getParent());
        long untilNanos = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        boolean allKept = true;
        try (FaultReport lines = new FaultReport(report)) {
            lines.add(Machine.description());
            lines.add(nodes + " nodes, N=3, W=R=2 and beside it W=R=1, tcp_retries2=" + retries + ", each fault for "
                    + faultSeconds + " s");
            lines.add(Outcome.head());
            drill.begin();
            do {
                for (Fault fault : faults) {
                    Outcome outcome = drill.run(fault);
                    lines.add(outcome);
                    allKept &= outcome.allKept();
                }
            } while (System.nanoTime() < untilNanos);
            lines.add(allKept ? "all promises kept" : "PROMISES BROKEN");
        }
        return allKept;
    }

    private static long millis(double seconds) {
        return (long) (seconds * 1000);
    }
}
