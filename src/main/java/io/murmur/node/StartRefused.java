package io.murmur.node;

/// A node cannot start. The message is for a human: what is wrong, and what to do.
public final class StartRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
