package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Makes the disk fail for one process, whenever a test says so. The library is compiled where it is used; a test
/// that cannot have it is skipped, and says why.
final class DiskFaults {

    private final Path library;
    private final Path control;

    /// @param folder for the library and its control file
    DiskFaults(Path folder) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "disk faults need Linux");
        Path source = folder.resolve("diskfault.c");
        try (InputStream code = assertNotNullStream()) {
            Files.copy(code, source);
        }
        this.library = folder.resolve("diskfault.so");
        this.control = folder.resolve("control");
        compile(source);
        clear();
    }

    private static InputStream assertNotNullStream() {
        InputStream code = DiskFaults.class.getResourceAsStream("/faults/diskfault.c");
        assertNotNull(code);
        return code;
    }

    private void compile(Path source) throws IOException, InterruptedException {
        ProcessBuilder gcc = new ProcessBuilder(
                "gcc", "-O2", "-fPIC", "-shared", "-o", library.toString(), source.toString(), "-ldl", "-lpthread");
        Process process;
        try {
            process = gcc.redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, "disk faults need gcc: " + absent.getMessage());
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /// What a process needs in its environment to feel the faults.
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "DISK_FAULT", control.toString());
    }

    /// From now on: see `diskfault.c` for the words.
    void set(String words) throws IOException {
        Path fresh = control.resolveSibling("control.new");
        Files.writeString(fresh, words + "\n");
        Files.move(fresh, control, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void clear() throws IOException {
        set("");
    }
}
