package io.murmur.load.volume;

import io.murmur.core.machine.Key;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import io.murmur.storage.rocks.StorageCounters;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// The process that holds the volume: `Filler FOLDER KEYS VALUE_BYTES fill ROUNDS`, `... go-on FIRST`, or
/// `... check ACKNOWLEDGED`. Says on standard output what it has done, a line each; the word first.
final class Filler {

    static final String READY = "ready";
    static final String ACKNOWLEDGED = "acknowledged";

    private static final int LANES = 8;
    /// Two chunks of writes are under way at once, shared by the lanes.
    private static final int CHUNK = 512;

    private final Path folder;
    private final Writes writes;
    private final Volume volume;
    private final List<Lane> lanes = new ArrayList<>();

    private Filler(Path folder, Writes writes) throws IOException {
        this.folder = folder;
        this.writes = writes;
        Opening opening = Volume.open(
                folder,
                StorageSettings.DEFAULT,
                false,
                RandomGenerator.getDefault(),
                failed -> Runtime.getRuntime().halt(3));
        this.volume = switch (opening) {
            case Opening.Opened opened -> opened.volume();
            case Opening.Refused refused -> throw new IOException(refused.sentence());
        };
        long replayed = 0;
        for (int number = 0; number < LANES; number++) {
            Lane lane = new Lane(number, volume);
            replayed += lane.recover();
            lanes.add(lane);
        }
        say(READY + ": replayed " + replayed + " records");
    }

    public static void main(String[] arguments) throws Exception {
        Writes writes = new Writes(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Filler filler = new Filler(Path.of(arguments[0]), writes);
        long number = Long.parseLong(arguments[4]);
        switch (arguments[3]) {
            case "fill" -> filler.fill(number);
            case "go-on" -> filler.write(number, Long.MAX_VALUE);
            case "check" -> filler.check(number);
            default -> throw new IllegalArgumentException("unknown: " + arguments[3]);
        }
        filler.volume.close();
    }

    private void fill(long rounds) throws IOException {
        for (long round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            write(round * writes.keys(), (round + 1) * writes.keys());
            double seconds = (System.nanoTime() - start) / 1e9;
            say(String.format(
                    Locale.ROOT,
                    "round %d: %.0f writes/s; %s; disk %d MiB",
                    round,
                    writes.keys() / seconds,
                    memory(),
                    Usage.diskMib(folder)));
        }
        StorageCounters counters = volume.counters();
        say(String.format(Locale.ROOT, "counted: %d requests in %d syncs", counters.requests(), counters.syncs()));
    }

    private void write(long from, long to) throws StorageFailure {
        Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
        for (long chunk = from; chunk < to; chunk += CHUNK) {
            for (long index = chunk; index < Math.min(to, chunk + CHUNK); index++) {
                lanes.get(Writes.partitionOf(writes.keyOf(index)) % LANES).add(writes, index);
            }
            underWay.add(
                    CompletableFuture.allOf(lanes.stream().map(Lane::persist).toArray(CompletableFuture[]::new)));
            if (underWay.size() > 1) {
                underWay.removeFirst().join();
                acknowledge(chunk, to);
            }
        }
        underWay.forEach(CompletableFuture::join);
    }

    /// Everything before `chunk` is durable; only an endless run says so.
    private static void acknowledge(long chunk, long to) {
        if (to == Long.MAX_VALUE) {
            say(ACKNOWLEDGED + " " + chunk);
        }
    }

    /// Reads every key and compares with what was acknowledged: writes 0 to `acknowledged` - 1.
    private void check(long acknowledged) throws IOException {
        long[] newest = writes.newestOf(acknowledged);
        long wrong = 0;
        for (int number = 0; number < newest.length; number++) {
            Key key = Writes.keyNumber(number);
            long found = writes.indexOf(volume.objects().object(Writes.partitionOf(key), key));
            boolean newer = found >= acknowledged && writes.keyOf(found).equals(key);
            wrong += found == newest[number] || newer ? 0 : 1;
        }
        say("checked: " + writes.keys() + " keys, " + wrong + " wrong; " + memory());
    }

    private static String memory() throws IOException {
        long pid = ProcessHandle.current().pid();
        return "RSS " + Usage.memoryMib(pid, "VmRSS") + " MiB, at most " + Usage.memoryMib(pid, "VmHWM") + " MiB";
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
