package io.murmur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.command.ExitCode;
import io.murmur.cli.node.RefusedStart;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What commands say without starting anything.
final class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertEquals(ExitCode.OK, run("--help"));
        for (String part : List.of("node", "dev", "backup", "Exit codes:", "a volume was refused", "70")) {
            assertTrue(out.toString().contains(part), out::toString);
        }
    }

    @Test
    void saysItsVersion() {
        assertEquals(ExitCode.OK, run("--version"));
        assertEquals("murmur unpackaged", out.toString().trim());
    }

    @Test
    void asksForACommand() {
        assertEquals(ExitCode.USAGE, run());
        assertTrue(err.toString().contains("Which command?"), err::toString);
    }

    @Test
    void suggestsWhatWasMeant() {
        assertEquals(ExitCode.USAGE, run("nod"));
        assertTrue(err.toString().contains("node"), err::toString);
    }

    @Test
    void aNodeNeedsAConfiguration() {
        assertEquals(ExitCode.USAGE, run("node"));
        assertTrue(err.toString().contains("--config=FILE"), err::toString);
    }

    @Test
    void dataAndTemporaryExcludeEachOther() {
        assertEquals(ExitCode.USAGE, run("dev", "--data", "x", "--temporary"));
        assertEquals(ExitCode.USAGE, run("dev", "--node", "1", "--temporary"));
        assertEquals(ExitCode.USAGE, run("dev", "--temporary", "--nodes", "10"));
        assertEquals(ExitCode.USAGE, run("dev", "--temporary", "--base-port", "0"));
    }

    @Test
    void aBackupNeedsSourceAndTarget(@TempDir Path folder) {
        assertEquals(ExitCode.USAGE, run("backup", "--to", folder.toString()));
        assertEquals(ExitCode.USAGE, run("backup", "--verify", "a", "--to", "b"));
        assertTrue(err.toString().contains("Give --data and --to, or --verify alone."), err::toString);
    }

    @Test
    void aFolderThatIsNoVolumeIsNotBackedUp(@TempDir Path folder) {
        String target = folder.resolve("copy").toString();
        assertEquals(ExitCode.REFUSED, run("backup", "--data", folder.toString(), "--to", target));
        assertTrue(err.toString().contains("is no volume"), err::toString);
    }

    private int run(String... arguments) {
        Main main = new Main(
                (_, _) -> {
                    throw new RefusedStart("no node is started here");
                },
                Map.of());
        CommandLine line = main.commandLine(MainTest.class);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
