package io.murmur.k8s;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs `kubectl kustomize`, which needs neither a cluster nor a network.
final class Rendering {

    private Rendering() {}

    /// Why nothing can be rendered here, or null if it can.
    static @Nullable String obstacle() {
        try {
            String version = run(List.of("kubectl", "version", "--client"));
            return version.contains("Kustomize Version: v5") ? null : "needs kustomize 5 in kubectl, found: " + version;
        } catch (IOException missing) {
            return "needs kubectl: " + missing.getMessage();
        }
    }

    /// The manifests of one folder, as YAML documents in one text.
    static String of(Path folder) {
        try {
            return run(List.of("kubectl", "kustomize", folder.toString()));
        } catch (IOException failure) {
            throw new AssertionError("cannot render " + folder, failure);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.onExit().join().exitValue();
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit);
        }
        return output;
    }
}
