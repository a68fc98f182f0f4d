package io.murmur.core.bytes;

/// Bytes from outside (a frame, a row, a client's context) that do not have the shape they should have.
///
/// Unchecked, but expected: whoever reads foreign bytes catches it and turns it into an error for the sender.
public final class MalformedBytes extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedBytes(String message) {
        super(message, null, false, false);
    }
}
