package io.murmur.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is written while nodes change.
final class BoardTest {

    private final StringWriter written = new StringWriter();

    @Test
    void elsewhereALineIsWrittenWhenItChanges() {
        Board board = board(false);
        board.show(List.of("a starting", "b starting"));
        board.show(List.of("a starting", "b starting"));
        board.show(List.of("a starting", "b ready"));
        board.say("Done.");
        assertEquals("a starting\nb starting\nb ready\nDone.\n", written.toString());
    }

    @Test
    void onATerminalTheLinesAreDrawnAnewBelowWhatIsSaid() {
        Board board = board(true);
        board.show(List.of("a starting", "b starting"));
        board.show(List.of("a starting", "b starting"));
        board.show(List.of("a starting", "b ready"));
        board.say("Done.");
        assertEquals(
                "<?7l>a starting\nb starting\n<?7h>"
                        + "\r<2A><J><?7l>a starting\nb ready\n<?7h>"
                        + "\r<2A><J>Done.\n<?7l>a starting\nb ready\n<?7h>",
                written.toString().replaceAll("\u001b\\[([?0-9]*[a-zA-Z])", "<$1>"));
    }

    private Board board(boolean isTerminal) {
        return new Board(new PrintWriter(written), isTerminal);
    }
}
