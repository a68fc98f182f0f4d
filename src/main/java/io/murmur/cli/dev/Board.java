package io.murmur.cli.dev;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Shows a line per node, and sentences about what happened.
///
/// On a terminal the lines stay below everything else and are drawn anew when they change; elsewhere (a file, a pipe) a
/// line is written when it has changed. Not thread-safe.
final class Board {

    private static final String ESCAPE = "\u001b[";
    private static final String UP = "A";
    private static final String CLEAR_BELOW = ESCAPE + "J";
    private static final String NO_WRAP = ESCAPE + "?7l";
    private static final String WRAP = ESCAPE + "?7h";

    private final PrintWriter out;
    private final boolean isTerminal;
    private List<String> shown = new ArrayList<>();

    Board(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /// Shows how the nodes are, a line for each, always in the same order.
    void show(List<String> lines) {
        if (lines.equals(shown)) {
            return;
        }
        if (isTerminal) {
            erase();
            draw(lines);
        } else {
            for (int at = 0; at < lines.size(); at++) {
                if (at >= shown.size() || !lines.get(at).equals(shown.get(at))) {
                    out.println(lines.get(at));
                }
            }
        }
        shown = List.copyOf(lines);
        out.flush();
    }

    /// Says something that stays.
    void say(String text) {
        if (isTerminal) {
            erase();
        }
        out.println(text);
        if (isTerminal) {
            draw(shown);
        }
        out.flush();
    }

    private void erase() {
        if (!shown.isEmpty()) {
            out.print("\r" + ESCAPE + shown.size() + UP + CLEAR_BELOW);
        }
    }

    /// Long lines are cut by the terminal: a wrapped one would take two lines and spoil the next drawing.
    private void draw(List<String> lines) {
        out.print(NO_WRAP);
        lines.forEach(out::println);
        out.print(WRAP);
    }
}
