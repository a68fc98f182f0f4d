package io.murmur.load.volume;

import io.murmur.load.target.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line: fills a volume, overwrites it, kills it under writes, opens it again, and says what it took.
/// Exit code 0: within what is promised; 1: not; 2: wrong options.
@Command(
        name = "load-tests/volume",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fills and kills one volume and measures memory, disk and time to open.")
public final class VolumeLoad implements Callable<Integer> {

    @Option(names = "--keys", description = "Keys (default: ${DEFAULT-VALUE}).")
    private int keys = 1_000_000;

    @Option(names = "--value-bytes", description = "Size of values (default: ${DEFAULT-VALUE}).")
    private int valueBytes = 1024;

    @Option(names = "--overwrites", description = "How often every key is overwritten (default: ${DEFAULT-VALUE}).")
    private int overwrites = 10;

    @Option(names = "--tail", description = "MiB of log at which it is killed (default: ${DEFAULT-VALUE}).")
    private long tailMib = 100;

    @Option(names = "--heap", description = "Heap of the process (default: ${DEFAULT-VALUE}).")
    private String heap = "256m";

    @Option(names = "--rss", description = "Resident MiB it may take (default: ${DEFAULT-VALUE}).")
    private long rssMibMax = 512;

    @Option(names = "--disk", description = "Disk it may take, times the live data (default: ${DEFAULT-VALUE}).")
    private double diskTimesMax = 3;

    @Option(names = "--open", description = "Seconds in which it must be open again (default: ${DEFAULT-VALUE}).")
    private double openSecondsMax = 20;

    @Option(names = "--data", description = "Folder for the data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("target/volume-data");

    @Option(names = "--appends", description = "Only measures synced appends, for so many seconds.")
    private int appendSeconds;

    private final List<String> broken = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VolumeLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Folders.renew(data);
        if (appendSeconds > 0) {
            try (Child child = new Child(heap, AppendLoad.class, data.resolve("volume"), "" + appendSeconds)) {
                child.lines().lines().forEach(System.out::println);
            }
            return 0;
        }
        fill();
        long acknowledged = goOnUntilKilled();
        openAgain(acknowledged);
        broken.forEach(System.out::println);
        return broken.isEmpty() ? 0 : 1;
    }

    private Child child(String what, long number) throws IOException {
        return new Child(heap, Filler.class, volume(), "" + keys, "" + valueBytes, what, "" + number);
    }

    private Path volume() {
        return data.resolve("volume");
    }

    private void fill() throws IOException, InterruptedException {
        long highest = 0;
        try (Child child = child("fill", overwrites + 1)) {
            BufferedReader lines = child.lines();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                highest = Math.max(highest, Usage.memoryMib(child.pid(), "VmHWM"));
            }
            judge(child.exitCode() == 0, "the process ended with an error");
        }
        double liveMib = (double) keys * valueBytes / (1 << 20);
        double times = Usage.diskMib(volume()) / liveMib;
        System.out.printf(
                Locale.ROOT,
                "after %d overwrites: live data %.0f MiB, disk %d MiB, %.2f times as much%n",
                overwrites,
                liveMib,
                Usage.diskMib(volume()),
                times);
        judge(highest <= rssMibMax, "resident memory rose to " + highest + " MiB; at most " + rssMibMax + " promised");
        judge(times <= diskTimesMax, "the disk holds more than " + diskTimesMax + " times the live data");
    }

    /// @return how many writes were acknowledged before the kill
    private long goOnUntilKilled() throws IOException, InterruptedException {
        long acknowledged = (long) (overwrites + 1) * keys;
        long first = acknowledged;
        try (Child child = child("go-on", acknowledged)) {
            BufferedReader lines = child.lines();
            lines.readLine();
            long writtenMib = 0;
            while (writtenMib < 2 * tailMib || Usage.logMib(volume()) < tailMib) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the process ended before it was killed");
                }
                acknowledged = numberIn(line);
                writtenMib = ((acknowledged - first) * valueBytes) >> 20;
            }
            child.kill();
            // What it still said counts, too.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = numberIn(line);
            }
        }
        System.out.println("killed with " + Usage.logMib(volume()) + " MiB of log, after " + (acknowledged - first)
                + " more writes");
        return acknowledged;
    }

    private static long numberIn(String line) {
        return Long.parseLong(line.substring(Filler.ACKNOWLEDGED.length() + 1));
    }

    private void openAgain(long acknowledged) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Child child = child("check", acknowledged)) {
            BufferedReader lines = child.lines();
            String ready = lines.readLine();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "open again after %.1f s, start of the JVM included; %s%n", seconds, ready);
            judge(seconds <= openSecondsMax, "it took more than " + openSecondsMax + " s to open");
            String checked = lines.readLine();
            System.out.println(checked);
            judge(checked != null && checked.contains(" 0 wrong"), "acknowledged writes are missing");
            judge(Usage.memoryMib(child.pid(), "VmHWM") <= rssMibMax, "resident memory rose too high after the start");
        }
    }

    private void judge(boolean kept, String sentence) {
        if (!kept) {
            broken.add("NOT KEPT: " + sentence);
        }
    }
}
