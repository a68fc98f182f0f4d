package io.murmur.core.entropy.restore;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;

/// What restoring tells its own node.
public sealed interface RestoreNotice extends Message {

    /// The key's rows are as they should be again.
    record Restored(int partition, Key key) implements RestoreNotice {}

    /// A round came to nothing; there will be another.
    ///
    /// @param heard owners that sent what they hold
    /// @param needed owners that have to
    record Deferred(int partition, Key key, int heard, int needed) implements RestoreNotice {}
}
