package io.murmur.core.delay;

import java.util.Locale;

/// What time is spent on.
public enum Part {
    /// Between nodes: links, kernels, and the queues of the transport.
    NETWORK,
    /// Somebody worked: on this operation, or on the batch it was in; disks included.
    PROCESSING,
    /// It waited for its turn, or for somebody who did not answer.
    WAITING;

    /// As commands and metrics name it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
