package io.murmur.load.codec;

/// The server ended a connection or said what its protocol does not allow: the round is worth nothing.
public final class BrokenDialogueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BrokenDialogueException(String message) {
        super(message);
    }
}
