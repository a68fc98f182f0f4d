package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compiles what stands between a process and its disk, where it is used; a test that cannot have it is skipped, and
/// says why.
final class Interposer {

    private Interposer() {}

    /// The library made of `/faults/NAME.c`, in `folder`.
    static Path compile(Path folder, String name) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "disk faults need Linux");
        Path source = folder.resolve(name + ".c");
        try (InputStream code = Interposer.class.getResourceAsStream("/faults/" + name + ".c")) {
            assertNotNull(code);
            Files.copy(code, source);
        }
        Path library = folder.resolve(name + ".so");
        ProcessBuilder gcc = new ProcessBuilder(
                "gcc", "-O2", "-fPIC", "-shared", "-o", library.toString(), source.toString(), "-ldl", "-lpthread");
        Process process;
        try {
            process = gcc.redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, "disk faults need gcc: " + absent.getMessage());
            return library;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return library;
    }
}
