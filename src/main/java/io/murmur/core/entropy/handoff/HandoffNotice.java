package io.murmur.core.entropy.handoff;

import io.murmur.core.machine.Message;

/// What handoff tells its own node.
public sealed interface HandoffNotice extends Message {

    /// Owners of a partition hold what was kept here for them.
    ///
    /// @param keys that are kept here no more
    record BroughtHome(int partition, int keys) implements HandoffNotice {}

    /// A round ended before all was brought home; there will be another.
    ///
    /// @param why for the log
    record Deferred(int partition, String why) implements HandoffNotice {}
}
