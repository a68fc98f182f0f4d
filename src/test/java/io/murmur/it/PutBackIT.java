package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A data folder that somebody copied, and put back whole after its node had gone on (G9): only the others
/// can tell.
@Execution(ExecutionMode.CONCURRENT)
final class PutBackIT {

    private static final int SECONDS = 60;
    private static final int MILLIS = 5_000;
    private static final int KEYS = 50;

    @TempDir
    private Path folder;

    @Test
    void theNodeStopsIsRefusedAndComesBackUnderANewIncarnation() throws Exception {
        try (MurmurFleet fleet = new MurmurFleet(Tools.MURMUR, folder, MurmurFleet.SHORT_LIVED)) {
            for (int node = 0; node < fleet.size(); node++) {
                fleet.start(node);
            }
            Tools.await("all serve", SECONDS, () -> serves(fleet, 0) && serves(fleet, 1) && serves(fleet, 2));
            fleet.kill(0);
            copy(fleet.volume(0), folder.resolve("copy"));
            fleet.start(0);
            Tools.await("it is back", SECONDS, () -> serves(fleet, 0));
            writeAll(fleet);
            fleet.kill(0);
            Files.move(fleet.volume(0), folder.resolve("newer"));
            copy(folder.resolve("copy"), fleet.volume(0));

            fleet.start(0);
            Tools.await("it stops", SECONDS, () -> !fleet.isRunning(0));
            assertSaid(fleet, "it was put back to an older state. Bring back the newer one");
            fleet.start(0);
            Tools.await("it is refused", SECONDS, () -> !fleet.isRunning(0));
            assertSaid(fleet, "it was put back to an older state. Replace this node");

            fleet.startWith(0, List.of("--accept-loss"));
            Tools.await("it serves through the others", SECONDS, () -> serves(fleet, 0));
            readAll(fleet);
            Tools.await("it has got everything back", SECONDS, () -> isWhole(fleet));
            fleet.kill(1);
            Tools.await("two serve", SECONDS, () -> serves(fleet, 0) && serves(fleet, 2));
            readAll(fleet);
        }
    }

    private static boolean isWhole(MurmurFleet fleet) {
        try {
            return fleet.lastWords(0).contains("it answers and acknowledges from now on");
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void assertSaid(MurmurFleet fleet, String sentence) throws IOException {
        String words = fleet.lastWords(0);
        assertTrue(words.contains(sentence), words);
    }

    private static boolean serves(MurmurFleet fleet, int node) {
        try (RespClient client = new RespClient(fleet.address(node), MILLIS)) {
            return "OK".equals(client.call("SET", "probe", "v"));
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Writes for so long that the others hear that the volume has grown: it says so four times a second.
    private static void writeAll(MurmurFleet fleet) throws IOException {
        try (RespClient client = new RespClient(fleet.address(0), MILLIS)) {
            long heardBy = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            for (int write = 0; write < KEYS || System.nanoTime() < heardBy; write++) {
                int key = write % KEYS;
                assertEquals("OK", client.call("SET", "key" + key, "value" + key));
            }
        }
    }

    private static void readAll(MurmurFleet fleet) throws IOException {
        try (RespClient client = new RespClient(fleet.address(0), MILLIS)) {
            for (int key = 0; key < KEYS; key++) {
                assertEquals("value" + key, client.call("GET", "key" + key));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
