package io.murmur.load.absence;

/// What happens while the light load goes on.
enum Phase {
    /// Compilers still work; agreement about the old keys is waited for.
    WARM_UP("warm-up"),
    /// Three nodes, nothing but the light load.
    BEFORE("before"),
    /// The first seconds after the kill.
    KILL("kill"),
    /// One is away, and much is written to the others.
    WRITING("absence, writing"),
    /// One is away, nothing but the light load.
    AWAY("absence, quiet"),
    /// Its process has been started and does not serve yet.
    START("its start"),
    /// It serves, and fetches what it missed.
    CATCH_UP("catch-up"),
    /// All agree.
    AFTER("after");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
