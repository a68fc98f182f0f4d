package io.murmur.load.delay;

import io.murmur.load.target.Folders;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.MurmurTarget;
import io.murmur.load.target.Pause;
import io.murmur.load.target.RespClient;
import io.murmur.storage.faults.DiskFaults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Makes three real nodes slow in one place after the other, and compares what `KV.DELAYS` tells with what
/// was done and with what the client measured. Exit code 0: every account is within 2 % of the client's
/// measurement, and has the delay in the part where it was made.
public final class DelayCheck {

    private static final int ROUNDS = 7;
    private static final int DELAY_MILLIS = 300;
    private static final double DIFFERENCE_MAX = 0.02;
    /// Of a delay at least so much must be found in its part: some of it is over before the command comes.
    private static final double FOUND_MIN = 0.8;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int SETTLE_MILLIS = 500;

    /// Makes one command slow in one place.
    private interface Slowed {
        Told command(RespClient client) throws Exception;
    }

    private final MurmurTarget target;
    private final DiskFaults faults;
    private final Path data;
    private boolean allWell = true;

    private DelayCheck(MurmurTarget target, DiskFaults faults, Path data) {
        this.target = target;
        this.faults = faults;
        this.data = data;
    }

    /// Runs all places.
    ///
    /// @param arguments a folder for the data, `target/delay-data` if there is none
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments.length > 0 ? arguments[0] : "target/delay-data")
                .toAbsolutePath();
        Folders.renew(data);
        DiskFaults faults = new DiskFaults(data);
        MurmurFleet fleet =
                new MurmurFleet(Path.of("bin/murmur").toAbsolutePath(), data.resolve("murmur"), faults.environment());
        boolean allWell;
        try (MurmurTarget target = new MurmurTarget(fleet)) {
            DelayCheck check = new DelayCheck(target, faults, data);
            check.run();
            allWell = check.allWell;
        }
        System.exit(allWell ? 0 : 1);
    }

    private void run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d rounds each, medians; delays of %d ms; times in ms%n%-34s %10s %10s %8s  %s%n",
                ROUNDS,
                DELAY_MILLIS,
                "slow place",
                "client",
                "account",
                "differ",
                "its part of the account");
        try (RespClient client = new RespClient(address(0), TIMEOUT_MILLIS)) {
            for (int i = 0; i < 200; i++) {
                Told.of(client, "SET", "warm:" + i, "v");
            }
            report("on the way to the other nodes", "network", client, this::withOthersStopped);
            report("disks sync slowly", "processing", client, this::withSlowSyncs);
            report("disk busy with another's batch", "waiting", client, this::behindAnotherBatch);
            report("behind a write of its connection", "waiting", client, this::behindAnEarlierCommand);
        }
    }

    private InetSocketAddress address(int node) {
        return target.addresses().get(node);
    }

    private void report(String place, String part, RespClient client, Slowed slowed) throws Exception {
        List<Told> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Pause.millis(SETTLE_MILLIS);
            all.add(slowed.command(client));
        }
        all.sort(Comparator.comparingDouble(Told::difference));
        Told median = all.get(ROUNDS / 2);
        long found = all.stream().mapToLong(told -> told.number(part)).sorted().toArray()[ROUNDS / 2];
        boolean isWell = median.difference() <= DIFFERENCE_MAX
                && found >= FOUND_MIN * TimeUnit.MILLISECONDS.toMicros(DELAY_MILLIS);
        allWell &= isWell;
        System.out.printf(
                Locale.ROOT,
                "%-34s %10.1f %10.1f %7.2f%%  %s %.1f%s%n",
                place,
                median.measured() / 1e3,
                median.total() / 1e3,
                100 * median.difference(),
                part,
                found / 1e3,
                isWell ? "" : "  WRONG");
    }

    /// What was sent to them waits in their kernels.
    private Told withOthersStopped(RespClient client) throws Exception {
        List<Long> others = target.pids().subList(1, target.pids().size());
        signal("-STOP", others);
        Thread waker = Thread.ofVirtual().start(() -> {
            Pause.millis(DELAY_MILLIS);
            signal("-CONT", others);
        });
        Told told = Told.of(client, "SET", "warm:0", "v");
        waker.join();
        return told;
    }

    /// The sync of its own batch takes long.
    private Told withSlowSyncs(RespClient client) throws Exception {
        Thread waker = holdSyncs();
        Told told = Told.of(client, "SET", "warm:0", "v");
        waker.join();
        return told;
    }

    /// The sync of another client's write is under way when the command comes.
    private Told behindAnotherBatch(RespClient client) throws Exception {
        Thread waker = holdSyncs();
        try (RespClient second = new RespClient(address(0), TIMEOUT_MILLIS)) {
            second.send("SET", "other", "v");
            Pause.millis(DELAY_MILLIS / 10);
            Told told = Told.of(client, "SET", "warm:0", "v");
            waker.join();
            var _ = second.receive();
            return told;
        }
    }

    private Told behindAnEarlierCommand(RespClient client) throws Exception {
        Thread waker = holdSyncs();
        client.send("SET", "warm:0", "first");
        Pause.millis(DELAY_MILLIS / 10);
        Told told = Told.behind(1, client, "SET", "warm:0", "v");
        waker.join();
        return told;
    }

    /// No disk finishes a sync from now on, until the delay is over.
    private Thread holdSyncs() throws IOException {
        faults.set("path=" + data.resolve("murmur") + " sync_hang=1");
        return Thread.ofVirtual().start(() -> {
            Pause.millis(DELAY_MILLIS);
            try {
                faults.clear();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void signal(String signal, List<Long> pids) {
        try {
            List<String> command = new ArrayList<>(List.of("kill", signal));
            pids.forEach(pid -> command.add(Long.toString(pid)));
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
