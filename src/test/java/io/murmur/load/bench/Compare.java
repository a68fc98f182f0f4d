package io.murmur.load.bench;

import io.murmur.load.target.AttachedTarget;
import io.murmur.load.target.EtcdTarget;
import io.murmur.load.target.Folders;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.MurmurTarget;
import io.murmur.load.target.RedisTarget;
import io.murmur.load.target.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line of the comparison.
@Command(
        name = "load-tests/compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Murmur and other stores side by side and prints a table.")
public final class Compare implements Callable<Integer> {

    @Option(names = "--targets", split = ",", description = "murmur, etcd, redis, attached (default: murmur,etcd).")
    private List<String> targetNames = List.of();

    @Option(
            names = "--attach",
            split = ",",
            description = "host:port of servers that run already and speak the Redis protocol; adds target attached.")
    private List<String> attach = List.of();

    @Option(names = "--pids", split = ",", description = "Processes of the attached servers, to count their CPU time.")
    private List<Long> pids = List.of();

    @Option(names = "--rounds", description = "Measured rounds, medians are over them (default: 3, quick: 2).")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", description = "Recorded seconds of a round (default: 10, quick: 1.5).")
    private @Nullable Double seconds;

    @Option(names = "--warm-up", description = "Seconds of warm-up for each target (default: 60, quick: 3).")
    private @Nullable Integer warmUpSeconds;

    @Option(names = "--keys", description = "Number of keys (default: 1000000, quick: 20000).")
    private @Nullable Long keys;

    @Option(names = "--value-bytes", description = "Size of values (default: ${DEFAULT-VALUE}).")
    private int valueBytes = 100;

    @Option(names = "--connections", split = ",", description = "Numbers of connections (default: 50,200).")
    private List<Integer> connections = List.of(50, 200);

    @Option(names = "--reads", split = ",", description = "Percentages of reads (default: 0,100).")
    private List<Integer> readPercents = List.of(0, 100);

    @Option(
            names = "--open",
            split = ",",
            description = "Open loops at these shares of the slowest target's closed loop, 0 for none (default: 0.5).")
    private List<Double> openShares = List.of(0.5);

    @Option(names = "--rates", split = ",", description = "Open loops at these rates, requests per second.")
    private List<Double> openRates = List.of();

    @Option(names = "--threads", description = "Threads of the generator (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--quick", description = "A look in under two minutes; its figures are no result.")
    private boolean quick;

    @Option(
            names = "--profile",
            description = "Afterwards profiles the targets that are JVMs: CPU by stage, recordings beside the data.")
    private boolean profile;

    @Option(names = "--data", description = "Folder for the data of the servers (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("target/load-data");

    @Option(names = "--results", description = "Folder for the report (default: ${DEFAULT-VALUE}).")
    private Path resultsFolder = Path.of("load-tests/results");

    @Option(names = "--murmur", description = "Start script of Murmur (default: ${DEFAULT-VALUE}).")
    private Path murmur = Path.of("bin/murmur");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Folders.renew(data);
        List<Target> targets = new ArrayList<>();
        try {
            for (String name : names()) {
                say("starting " + name);
                targets.add(start(name));
            }
            run(targets);
            return 0;
        } finally {
            for (Target target : targets) {
                target.close();
            }
        }
    }

    private List<String> names() {
        if (!targetNames.isEmpty()) {
            return targetNames;
        }
        return attach.isEmpty() ? List.of("murmur", "etcd") : List.of("attached");
    }

    private Target start(String name) throws IOException {
        Path folder = data.resolve(name).toAbsolutePath();
        return switch (name) {
            case "murmur" -> new MurmurTarget(new MurmurFleet(murmur.toAbsolutePath(), folder, Map.of()));
            case "etcd" -> new EtcdTarget(folder);
            case "redis" -> new RedisTarget(folder);
            case "attached" ->
                new AttachedTarget(attach.stream().map(Compare::address).toList(), pids);
            default -> throw new IOException("no target " + name + ": there are murmur, etcd, redis, attached");
        };
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private void run(List<Target> targets) throws IOException, InterruptedException {
        Settings settings = settings();
        Bench bench = new Bench(settings, targets, Compare::say);
        String text = Report.of(bench.run(), targets, conditions(settings));
        if (profile) {
            text += bench.profile(data.resolve("profiles"));
        }
        Path file = Files.createDirectories(resultsFolder).resolve(fileName());
        Files.writeString(file, text);
        System.out.println("\n" + text);
        say("written to " + file);
    }

    private Settings settings() {
        return new Settings(
                keys != null ? keys : quick ? 20_000 : 1_000_000,
                valueBytes,
                warmUpSeconds != null ? warmUpSeconds : quick ? 3 : 60,
                rounds != null ? rounds : quick ? 2 : 3,
                seconds != null ? seconds : quick ? 1.5 : 10,
                threads,
                connections,
                readPercents,
                openShares.stream().filter(share -> share > 0).toList(),
                openRates);
    }

    private List<String> conditions(Settings settings) throws IOException {
        return Arrays.asList(
                Machine.description(),
                Machine.disk(data),
                settings.keys() + " keys, values of " + settings.valueBytes() + " bytes, uniform",
                "medians of " + settings.rounds() + " interleaved rounds of " + settings.seconds() + " s after "
                        + settings.warmUpSeconds() + " s of warm-up for each target"
                        + (quick ? "; quick: no result" : ""),
                "latency of open loops counts from the moment a request was due");
    }

    private String fileName() {
        String time = LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return "compare-" + time + (quick ? "-quick" : "") + ".md";
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
