package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Key;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Opens volumes for tests, and writes numbered events with a row each.
public final class Volumes {

    public static final StorageSettings SMALL = new StorageSettings(16 << 20, 8 << 20, 64 << 20, 0, 1024);

    private final List<StorageFailure> failures = Collections.synchronizedList(new ArrayList<>());

    public Opening open(Path folder, boolean acceptLoss) throws IOException {
        return Volume.open(folder, SMALL, acceptLoss, new SplittableRandom(folder.hashCode()), failures::add);
    }

    public Volume opened(Path folder) throws IOException {
        return assertInstanceOf(Opening.Opened.class, open(folder, false)).volume();
    }

    public Opening.Refused refused(Path folder) throws IOException {
        return assertInstanceOf(Opening.Refused.class, open(folder, false));
    }

    public List<StorageFailure> failures() {
        return failures;
    }

    /// Appends event `number` of journal `id`, with its row.
    public static CompletableFuture<Void> append(Volume volume, String id, long number) {
        JournalStore.Append append = new JournalStore(volume).append(id);
        append.add(number, new NumberedEvent(id, number));
        return append.submit();
    }

    public static Key keyOf(String id, long number) {
        return NumberedEvent.keyOf(id, number);
    }

    /// A copy of the folder as a power cut would leave it if everything written had reached the disk.
    public static void copy(Path from, Path to) throws IOException {
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
}
