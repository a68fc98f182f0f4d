package io.murmur.load.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders for the data of a run.
public final class Folders {

    /// Marks a folder as ours: nothing else is ever deleted.
    private static final String MARK = ".load-data";

    private Folders() {}

    /// Makes `folder` new and empty.
    ///
    /// @throws IOException if it holds anything that no earlier run has put there
    public static void renew(Path folder) throws IOException {
        if (Files.exists(folder)) {
            delete(folder);
        }
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(MARK));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            if (!Files.exists(folder.resolve(MARK)) && found.findAny().isPresent()) {
                throw new IOException(folder + " is not empty and not from an earlier run: name another one");
            }
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
