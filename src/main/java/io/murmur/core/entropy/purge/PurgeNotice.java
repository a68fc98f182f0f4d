package io.murmur.core.entropy.purge;

import io.murmur.core.machine.Message;

/// What purging tells its own node.
public sealed interface PurgeNotice extends Message {

    /// Every owner of a partition has forgotten a deleted key.
    record Purged(int partition) implements PurgeNotice {}

    /// A deleted key could not be purged now. It is tried again later.
    record Deferred(int partition) implements PurgeNotice {}
}
