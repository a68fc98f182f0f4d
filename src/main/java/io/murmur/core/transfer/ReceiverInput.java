package io.murmur.core.transfer;

import io.murmur.core.machine.NodeId;
import io.murmur.core.transfer.message.ChunkMessage;

/// What happens to a [ChunkReceiver].
public sealed interface ReceiverInput {

    /// A sender spoke.
    record Heard(NodeId from, ChunkMessage.ToReceiver message) implements ReceiverInput {}

    /// Time has passed; comes several times per [TransferLimits.Patience#silenceMillis].
    record Ticked() implements ReceiverInput {}
}
