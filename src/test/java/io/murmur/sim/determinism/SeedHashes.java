package io.murmur.sim.determinism;

import io.murmur.core.machine.Safeguards;
import io.murmur.core.transfer.TransferRun;
import io.murmur.sim.Simulation;
import io.murmur.sim.formation.FormationSimulation;
import io.murmur.sim.gossip.GossipSimulation;
import io.murmur.sim.membership.MembershipSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Runs the first seeds of every simulator and writes down what came of each, one line a run: for a process of its own,
/// whose hash codes, iteration orders and clock are not those of the test that compares.
public final class SeedHashes {

    private SeedHashes() {}

    /// Arguments: how many seeds, and the file to write.
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[1]), of(Integer.parseInt(arguments[0])));
    }

    static List<String> of(int seeds) {
        return LongStream.range(0, seeds).boxed().flatMap(SeedHashes::of).toList();
    }

    private static Stream<String> of(long seed) {
        return Stream.of(
                "replication " + Simulation.run(seed, Safeguards.ALL),
                "formation " + FormationSimulation.run(seed, Safeguards.ALL),
                "membership " + MembershipSimulation.run(seed),
                "gossip " + GossipSimulation.run(seed, Safeguards.ALL),
                "transfers " + TransferRun.accountOf(seed));
    }
}
