package io.murmur.cli.dev;

import java.util.Locale;

/// What is seen of a node from outside.
///
/// @param state a word: starting, forming, recovering, ready, stopping, refused, ended, away
/// @param isReady whether it serves
/// @param detail a sentence, or empty
record Sight(String state, boolean isReady, String detail) {

    static final String STARTING = "starting";

    /// Its process runs, its HTTP door does not answer yet.
    static Sight starting() {
        return new Sight(STARTING, false, "");
    }

    /// Its process has ended.
    static Sight ended(int exitCode) {
        return new Sight("ended", false, "exit code " + exitCode);
    }

    /// Nobody answers, and no process of ours should.
    static Sight away() {
        return new Sight("away", false, "");
    }

    /// One line about a node.
    ///
    /// @param process its number, or empty if it is not known
    String lineOf(DevNode node, String process) {
        return String.format(
                        Locale.ROOT,
                        "%-9s redis %-5d  http %-5d  %-12s %-10s %s",
                        node.name(),
                        node.ports().redis(),
                        node.ports().http(),
                        process.isEmpty() ? "" : "pid " + process,
                        state,
                        detail)
                .stripTrailing();
    }
}
