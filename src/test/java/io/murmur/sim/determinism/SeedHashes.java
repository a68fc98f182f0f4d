package io.murmur.sim;

import io.murmur.core.machine.Safeguards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the first seeds and writes down what came of each, one line a seed: for a process of its own, whose hash codes,
/// iteration orders and clock are not those of the test that compares.
public final class SeedHashes {

    private SeedHashes() {}

    /// Arguments: how many seeds, and the file to write.
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[1]), of(Integer.parseInt(arguments[0])));
    }

    static List<String> of(int seeds) {
        List<String> lines = new ArrayList<>();
        for (long seed = 0; seed < seeds; seed++) {
            Simulation.Result result = Simulation.run(seed, Safeguards.ALL);
            lines.add(result.seed() + " " + Long.toHexString(result.traceHash()) + " " + result.steps() + " "
                    + result.answered() + " " + result.options() + " " + result.violations());
        }
        return lines;
    }
}
