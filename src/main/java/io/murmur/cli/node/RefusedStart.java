package io.murmur.cli.node;

/// A node must not run with the volume it was given.
public final class RefusedStart extends Exception {

    private static final long serialVersionUID = 1;

    /// Refuses.
    ///
    /// @param sentence what happened and what to do
    public RefusedStart(String sentence) {
        super(sentence);
    }
}
