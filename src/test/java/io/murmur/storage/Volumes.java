package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Key;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Opens volumes for tests, and writes numbered events with a row each.
final class Volumes {

    static final StorageSettings SMALL = new StorageSettings(16 << 20, 8 << 20, 64 << 20, 0, 1024);

    private final List<StorageFailure> failures = Collections.synchronizedList(new ArrayList<>());

    Opening open(Path folder, boolean acceptLoss) throws IOException {
        return Volume.open(folder, SMALL, acceptLoss, new SplittableRandom(folder.hashCode()), failures::add);
    }

    Volume opened(Path folder) throws IOException {
        return assertInstanceOf(Opening.Opened.class, open(folder, false)).volume();
    }

    Opening.Refused refused(Path folder) throws IOException {
        return assertInstanceOf(Opening.Refused.class, open(folder, false));
    }

    List<StorageFailure> failures() {
        return failures;
    }

    /// Appends event `number` of journal `id`, with its row.
    static CompletableFuture<Void> append(Volume volume, String id, long number) {
        JournalStore.Append append = new JournalStore(volume).append(id);
        append.add(number, new Numbered(id, number));
        return append.submit();
    }

    static Key keyOf(String id, long number) {
        return Key.of(id + "-" + number);
    }

    /// A copy of the folder as a power cut would leave it if everything written had reached the disk.
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /// An event that writes one object row named after itself.
    private record Numbered(String id, long number) implements StorableEvent {
        @Override
        public int recordTag() {
            return 1;
        }

        @Override
        public byte[] record() {
            return (id + ":" + number).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void writeRows(RowWriter rows) {
            rows.putObject(7, keyOf(id, number), record(), new byte[] {1});
        }

        @Override
        public boolean synced() {
            return true;
        }
    }
}
