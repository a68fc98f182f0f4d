package io.murmur.load.absence;

import io.murmur.load.bench.Machine;
import io.murmur.load.fault.Agreement;
import io.murmur.load.target.Folders;
import io.murmur.load.target.MurmurFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command line of the absence test. Exit code 0: all promises kept; 1: not; 2: wrong options.
@Command(
        name = "load-tests/absence",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kills one of three nodes, writes many small keys to the others, starts it again, and measures how it"
                    + " catches up under a light load.",
            "Then it alone is asked for every key."
        })
public final class AbsenceTest implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--keys", description = "New keys while the node is away (default: ${DEFAULT-VALUE}).")
    private long keys = 1_000_000;

    @Option(names = "--old-keys", description = "Keys from before; -1: a tenth of the new ones (default).")
    private long oldKeys = -1;

    @Option(names = "--value-bytes", description = "Size of values (default: ${DEFAULT-VALUE}).")
    private int valueBytes = 100;

    @Option(names = "--connections", description = "Of the writers and readers (default: ${DEFAULT-VALUE}).")
    private int connections = 50;

    @Option(names = "--window", description = "Requests under way on each of them (default: ${DEFAULT-VALUE}).")
    private int window = 16;

    @Option(names = "--rate", description = "Light load in requests per second (default: ${DEFAULT-VALUE}).")
    private double perSecond = 100;

    @Option(names = "--light-keys", description = "Keys of the light load (default: ${DEFAULT-VALUE}).")
    private long lightKeys = 5_000;

    @Option(names = "--steady", description = "Seconds of light load alone, each time (default: ${DEFAULT-VALUE}).")
    private double steadySeconds = 15;

    @Option(
            names = "--grace",
            description = "Seconds after the kill in which the light load is alone and may see failures (default:"
                    + " ${DEFAULT-VALUE}).")
    private double graceSeconds = 3;

    @Option(names = "--limit", description = "Seconds for each part of the return (default: ${DEFAULT-VALUE}).")
    private double limitSeconds = 900;

    @Option(names = "--rss", description = "MiB of memory that a node may take (default: ${DEFAULT-VALUE}).")
    private long rssMibMax = 512;

    @Option(names = "--data", description = "Folder for the data of the nodes (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("target/absence-data");

    @Option(names = "--report", description = "Where the report goes, beside the screen.")
    private Path report = Path.of("load-tests/results/absence.txt");

    @Option(names = "--murmur", description = "Start script of Murmur (default: ${DEFAULT-VALUE}).")
    private Path murmur = Path.of("bin/murmur");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AbsenceTest()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AbsencePlan plan = plan();
        Folders.renew(data);
        List<String> lines = new ArrayList<>();
        lines.add(Machine.description() + "; " + Machine.disk(data));
        Path program = murmur.toAbsolutePath();
        boolean allKept;
        try (MurmurFleet fleet = new MurmurFleet(program, data.resolve("murmur"), Map.of())) {
            Agreement agreement = new Agreement(program.toString(), fleet.httpDoor(0));
            Findings findings = new AbsenceDrill(fleet, plan, agreement, System.err::println).run();
            lines.addAll(findings.lines());
            allKept = findings.allKept();
        }
        lines.forEach(System.out::println);
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.write(report, lines);
        return allKept ? 0 : 1;
    }

    private AbsencePlan plan() {
        try {
            return planned();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private AbsencePlan planned() {
        return new AbsencePlan(
                new Story(oldKeys < 0 ? keys / 10 : oldKeys, keys, valueBytes),
                connections,
                window,
                perSecond,
                lightKeys,
                millis(steadySeconds),
                millis(graceSeconds),
                millis(limitSeconds),
                rssMibMax);
    }

    private static long millis(double seconds) {
        return (long) (seconds * 1000);
    }
}
