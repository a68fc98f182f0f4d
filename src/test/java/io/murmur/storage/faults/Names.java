package io.murmur.storage.faults;

import io.murmur.storage.faults.DiskRecord.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The names of files, as a journal of changes of which a power cut keeps the first so many.
final class Names {

    /// One change.
    ///
    /// @param at its place in the record
    /// @param from the name that goes; null for a new file
    /// @param to the name that comes; null for a deletion
    /// @param file the number of the file; a number never means two, as an inode may
    record Change(int at, @Nullable String from, @Nullable String to, int file) {}

    private final List<Change> changes = new ArrayList<>();
    private int durable;

    void add(Change change) {
        changes.add(change);
    }

    /// A sync of the file or folder `path` has ended that began at `begun`.
    void synced(int file, int begun, String path) {
        for (int number = 0; number < changes.size(); number++) {
            Change change = changes.get(number);
            boolean ofFile = change.from() == null && change.file() == file;
            boolean covers = ofFile || isIn(path, change.from()) || isIn(path, change.to());
            if (covers && change.at() <= begun) {
                durable = Math.max(durable, number + 1);
            }
        }
    }

    private static boolean isIn(String folder, @Nullable String name) {
        return name != null && Path.of(folder).equals(Path.of(name).getParent());
    }

    /// The names after a cut, each with its file.
    Map<String, Integer> left(Loss loss, Random random) {
        int kept = loss == Loss.ALL ? durable : durable + random.nextInt(changes.size() - durable + 1);
        Map<String, Integer> names = new TreeMap<>();
        for (Change change : changes.subList(0, kept)) {
            if (change.from() != null) {
                names.remove(change.from());
            }
            if (change.to() != null) {
                names.put(change.to(), change.file());
            }
        }
        return names;
    }
}
