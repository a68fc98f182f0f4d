package io.murmur.load.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A network, mounts and processes apart from the machine's own (`unshare`): what is done there to network and
/// mounts is seen by nobody else, and all of it ends with its first process.
public final class Enclosure {

    private static final List<String> ENTER = List.of(
            "unshare",
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation",
            "private");
    private static final List<String> TOOLS = List.of("unshare", "ip", "iptables");

    private Enclosure() {}

    /// Why there can be none here; empty if there can.
    public static String obstacle() {
        List<String> missing = TOOLS.stream().filter(tool -> !isOnPath(tool)).toList();
        if (!missing.isEmpty()) {
            return "not installed: " + String.join(", ", missing) + " (Debian packages util-linux, iproute2, iptables)";
        }
        try {
            // The first rule in a network loads what the kernel needs.
            Commands.Ended tried = Commands.run(
                    command(List.of("sh", "-c", "ip link add probe type bridge && iptables -w -S >/dev/null")));
            return tried.exit() == 0 ? "" : "networks of its own are not allowed here; needs root: " + tried.output();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean isOnPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /// What runs `command` inside a new one.
    public static List<String> command(List<String> command) {
        return Stream.concat(ENTER.stream(), command.stream()).toList();
    }

    /// Runs a main class inside a new one, with this JVM's class path and the heap it says.
    public static List<String> java(String heap, Class<?> main, List<String> arguments) {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        java.addAll(arguments);
        return command(java);
    }
}
