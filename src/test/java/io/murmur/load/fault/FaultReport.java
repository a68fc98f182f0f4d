package io.murmur.load.fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes to the screen and to a file, line by line as things happen.
final class FaultReport implements AutoCloseable {

    private final PrintWriter file;

    FaultReport(Path path) throws IOException {
        file = new PrintWriter(path.toFile(), StandardCharsets.UTF_8);
    }

    void add(String line) {
        System.out.println(line);
        file.println(line);
        file.flush();
    }

    /// A line of the table, what is wrong, and, in the file only, what Murmur says of a cut.
    void add(Outcome outcome) {
        add(outcome.line());
        outcome.cut().lines().forEach(line -> file.println("  | " + line));
        outcome.violations().forEach(violation -> add("  BROKEN: " + violation));
        outcome.faults().forEach(fault -> add("  BROKEN: " + fault));
    }

    @Override
    public void close() {
        file.close();
    }
}
