package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// A process that uses a volume and does what it is told; killed when it is closed.
final class VolumeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final String greeting;

    /// @param environment what is added to this process's own
    VolumeProcess(Path volume, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = JavaProgram.of(VolumeProgram.class, volume.toString());
        builder.environment().putAll(environment);
        this.process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.greeting = nextAnswer();
    }

    /// `open`, or why the volume was refused.
    String greeting() {
        return greeting;
    }

    String tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return nextAnswer();
    }

    private String nextAnswer() throws IOException {
        String answer = answers.readLine();
        assertNotNull(answer, "the process ended");
        return answer;
    }

    /// Kills it with -9.
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        answers.close();
    }
}
