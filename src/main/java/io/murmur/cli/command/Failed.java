package io.murmur.cli.command;

/// A command cannot do what it was asked to. Its message is all that is shown.
public final class Failed extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /// Ends the command.
    ///
    /// @param exitCode one of [ExitCode]
    /// @param sentence what happened and what to do
    public Failed(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
