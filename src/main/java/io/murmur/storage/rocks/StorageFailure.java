package io.murmur.storage.rocks;

import java.io.IOException;

/// The database could not do what it was told. After a failed write the node must stop: what the disk holds is
/// unknown until the log has been read again, and a second sync may report success for pages the kernel has dropped.
public final class StorageFailure extends IOException {

    private static final long serialVersionUID = 1L;

    public StorageFailure(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    public StorageFailure(String what) {
        super(what);
    }
}
