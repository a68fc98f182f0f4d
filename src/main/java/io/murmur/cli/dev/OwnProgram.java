package io.murmur.cli.dev;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this process was started, so that others can be started alike: the same java, the same flags, the same jar.
///
/// So the flags stand in one place, the start script.
final class OwnProgram {

    /// Flags that make no sense twice: a debugger's port, an agent's file; and the one by which the start script says
    /// that this process is no node.
    private static final List<String> FOR_ONE_PROCESS =
            List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrunjdwp:", "-XX:CompilationMode=");

    private OwnProgram() {}

    /// A command that runs `mainClass` when arguments are appended.
    static List<String> of(String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> FOR_ONE_PROCESS.stream().noneMatch(flag::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }
}
