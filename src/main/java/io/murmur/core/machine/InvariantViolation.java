package io.murmur.core.machine;

/// Something happened that this program believed impossible. The actor that meets it dies; nobody catches it to go on.
public final class InvariantViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvariantViolation(String message) {
        super(message);
    }
}
