package io.murmur.load.kill;

import io.murmur.load.history.Load;
import io.murmur.load.target.Folders;
import io.murmur.load.target.MurmurFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line of the kill test. Exit code 0: all promises kept; 1: not; 2: wrong options.
@Command(
        name = "load-tests/kill-test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Kills nodes under load and checks what clients were promised.")
public final class KillTest implements Callable<Integer> {

    @Option(names = "--keys", description = "Keys beside the hot one (default: ${DEFAULT-VALUE}).")
    private int keys = 2_000;

    @Option(names = "--value-bytes", description = "Size of values (default: ${DEFAULT-VALUE}).")
    private int valueBytes = 100;

    @Option(names = "--workers", description = "Clients of each node (default: ${DEFAULT-VALUE}).")
    private int workersPerNode = 4;

    @Option(names = "--think", description = "Microseconds between operations of a client (default: ${DEFAULT-VALUE}).")
    private int thinkMicros = 1_000;

    @Option(names = "--steady", description = "Seconds of load between kills (default: ${DEFAULT-VALUE}).")
    private double steadySeconds = 5;

    @Option(names = "--down", description = "Seconds a killed node stays down (default: ${DEFAULT-VALUE}).")
    private double downSeconds = 6;

    @Option(names = "--away", description = "Seconds the last one stays away (default: ${DEFAULT-VALUE}).")
    private double awaySeconds = 60;

    @Option(names = "--ready", description = "Seconds in which a started node must serve (default: ${DEFAULT-VALUE}).")
    private double readySeconds = 60;

    @Option(names = "--timeout", description = "Seconds a client waits for an answer (default: ${DEFAULT-VALUE}).")
    private double timeoutSeconds = 5;

    @Option(
            names = "--gap",
            description = "Seconds without acknowledged writes that are allowed while a majority lives"
                    + " (default: ${DEFAULT-VALUE}).")
    private double gapSeconds = 2;

    @Option(names = "--data", description = "Folder for the data of the nodes (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("target/kill-data");

    @Option(names = "--murmur", description = "Start script of Murmur (default: ${DEFAULT-VALUE}).")
    private Path murmur = Path.of("bin/murmur");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KillTest()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Folders.renew(data);
        try (MurmurFleet fleet = new MurmurFleet(murmur.toAbsolutePath(), data.resolve("murmur"), Map.of())) {
            Findings findings = new Drill(fleet, plan(), System.err::println).run();
            findings.lines().forEach(System.out::println);
            return findings.allKept() ? 0 : 1;
        }
    }

    private Plan plan() {
        return new Plan(
                new Load("kill:", keys, valueBytes, workersPerNode, thinkMicros, (int) millis(timeoutSeconds)),
                millis(steadySeconds),
                millis(downSeconds),
                millis(awaySeconds),
                millis(readySeconds),
                millis(gapSeconds));
    }

    private static long millis(double seconds) {
        return (long) (seconds * 1000);
    }
}
