package io.murmur.core.entropy.scrub;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.machine.Message;

/// What scrub tells its own node.
public sealed interface ScrubNotice extends Message {

    /// Rows were read.
    ///
    /// @param bytes of their objects
    record Read(int rows, long bytes) implements ScrubNotice {}

    /// A row, or a segment, is not as it was written.
    record Found(int partition, Flaw flaw) implements ScrubNotice {}

    /// All rows of a partition were read.
    record Finished(int partition) implements ScrubNotice {}
}
