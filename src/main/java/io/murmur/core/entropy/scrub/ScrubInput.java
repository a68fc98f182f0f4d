package io.murmur.core.entropy.scrub;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.Message;

/// What scrub takes in.
public sealed interface ScrubInput extends Message {

    /// This node answered; ignored if scrub did not ask.
    record Answered(SyncReply reply) implements ScrubInput {}

    /// Time has passed.
    record Ticked() implements ScrubInput {}
}
