package io.murmur.cli.command;

import io.murmur.node.Fatal;

/// How a command ends. Scripts depend on these numbers.
public final class ExitCode {

    /// It did what it was asked to; a node was stopped cleanly.
    public static final int OK = 0;

    /// It failed; a sentence says why.
    public static final int FAILURE = 1;

    /// It was asked something that makes no sense: arguments, or a bad configuration.
    public static final int USAGE = 2;

    /// A volume must not be used as it is; a human has to look.
    public static final int REFUSED = 3;

    /// The node ended itself at once, to keep a promise; its log says why.
    public static final int HALTED = Fatal.EXIT_CODE;

    private ExitCode() {}
}
