package io.murmur.load.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Facts about this machine that a reader of figures must know.
public final class Machine {

    private Machine() {}

    /// Processor, system and Java.
    public static String description() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        return Runtime.getRuntime().availableProcessors() + " cores (" + model
                + "), shared by servers and generator; Linux " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version") + " for the generator";
    }

    /// The file system a folder is on.
    ///
    /// @throws IOException if `folder` is in memory, where a sync costs and proves nothing
    public static String disk(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        if (store.type().equals("tmpfs") || store.type().equals("ramfs")) {
            throw new IOException(
                    folder + " is in memory (" + store.type() + "): choose a folder on a disk with --data");
        }
        return "data on " + store.type() + " of " + store.name();
    }
}
