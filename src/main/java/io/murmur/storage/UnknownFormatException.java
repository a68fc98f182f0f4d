package io.murmur.storage;

import java.io.IOException;

/// Something on the volume was written by another version of Murmur.
public final class UnknownFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownFormatException(String what, long found, long supported) {
        super("the " + what + " has format " + found + ", this version knows format " + supported
                + ": start the version of Murmur that wrote it");
    }
}
