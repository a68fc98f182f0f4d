package io.murmur.load.volume;

import io.murmur.core.machine.Key;
import io.murmur.core.version.Dot;
import io.murmur.storage.JournalStore;
import io.murmur.storage.Opening;
import io.murmur.storage.RowWriter;
import io.murmur.storage.StorableEvent;
import io.murmur.storage.Volume;
import io.murmur.storage.rocks.StorageCounters;
import io.murmur.storage.rocks.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// A closed loop: 64 threads, each with one synced append of 300 bytes under way. Prints what a second and an append
/// cost: `AppendLoad FOLDER SECONDS`. The first third is warm-up.
final class AppendLoad {

    private static final int THREADS = 64;
    private static final int CONTENT_BYTES = 300;
    private static final int KEYS = 100_000;

    private final JournalStore journal;
    private final LongAdder appends = new LongAdder();
    private volatile boolean running = true;

    private AppendLoad(JournalStore journal) {
        this.journal = journal;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[1]);
        var opened = (Opening.Opened) Volume.open(
                Path.of(arguments[0]), StorageSettings.DEFAULT, false, RandomGenerator.getDefault(), failed -> {
                    throw new IllegalStateException(failed);
                });
        try (Volume volume = opened.volume()) {
            AppendLoad load = new AppendLoad(new JournalStore(volume));
            List<Thread> threads = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                int thread = number;
                threads.add(Thread.ofPlatform().start(() -> load.loop(thread)));
            }
            load.measure(volume.counters(), seconds);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void measure(StorageCounters counters, int seconds) throws InterruptedException {
        pause(seconds / 3.0);
        long appended = appends.sum();
        long syncs = counters.syncs();
        long requests = counters.requests();
        long commitNanos = counters.commitNanos();
        long cpu = Usage.cpuNanos();
        long start = System.nanoTime();
        pause(seconds * 2 / 3.0);
        double elapsed = (System.nanoTime() - start) / 1e9;
        appended = appends.sum() - appended;
        syncs = counters.syncs() - syncs;
        System.out.printf(
                Locale.ROOT,
                "%.0f appends/s, %.1f us of CPU each, %.1f in a sync, %.0f us in a write of the database%n",
                appended / elapsed,
                (Usage.cpuNanos() - cpu) / 1e3 / appended,
                (double) (counters.requests() - requests) / syncs,
                (counters.commitNanos() - commitNanos) / 1e3 / syncs);
        running = false;
    }

    private void pause(double seconds) throws InterruptedException {
        synchronized (this) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        }
    }

    private void loop(int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        String id = "journal-" + thread;
        for (long sequence = 1; running; sequence++) {
            JournalStore.Append append = journal.append(id);
            byte[] content = new byte[CONTENT_BYTES];
            random.nextBytes(content);
            append.add(sequence, new Row(sequence, Key.of("key:" + random.nextInt(KEYS)), content));
            append.submit().join();
            appends.increment();
            if (sequence % 1000 == 0) {
                journal.deleteTo(id, sequence).join();
            }
        }
    }

    /// A write of one key: a record of 60 bytes, the object, its index row and its dot.
    private static final class Row implements StorableEvent {
        private final Dot dot;
        private final Key key;
        private final byte[] content;

        private Row(long sequence, Key key, byte[] content) {
            this.dot = Writes.dotOf(sequence);
            this.key = key;
            this.content = content;
        }

        @Override
        public int recordTag() {
            return 1;
        }

        @Override
        public byte[] record() {
            return new byte[60];
        }

        @Override
        public void writeRows(RowWriter rows) {
            int partition = Writes.partitionOf(key);
            rows.putObject(partition, key, content, new byte[20]);
            rows.putDot(partition, dot, key);
        }

        @Override
        public boolean synced() {
            return true;
        }
    }
}
