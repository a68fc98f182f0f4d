package io.murmur.storage.rocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/// RocksDB's native code, loaded once per process.
///
/// RocksDB unpacks it (17 MB) into the folder for temporary files and deletes it at the end of the process, which a
/// killed process does not reach; each start would leave one. A library that is loaded needs its file no more.
final class NativeLibrary {

    private NativeLibrary() {}

    /// Loads it; called from static initializers, which run once.
    static void load() {
        try {
            Path unpacked = Files.createTempDirectory("murmur-native");
            try {
                NativeLibraryLoader.getInstance().loadLibrary(unpacked.toString());
            } finally {
                delete(unpacked);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the native library cannot be unpacked into the folder for temporary files", failed);
        }
        // It finds the library loaded, and sets up the rest.
        RocksDB.loadLibrary();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
