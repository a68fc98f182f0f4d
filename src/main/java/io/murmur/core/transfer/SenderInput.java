package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.transfer.message.ChunkMessage;

/// What happens to a [ChunkSender].
public sealed interface SenderInput {

    /// A message is to be sent.
    ///
    /// @param ticket comes back with the answer
    /// @param targetBoot the start of the receiver's process it is for; it is never given to another
    /// @param remainingMillis how long somebody waits, [ChunkMessage.Offered#UNLIMITED] if nobody does
    record Submitted(long ticket, NodeId to, long targetBoot, ByteSlice message, int remainingMillis)
            implements SenderInput {}

    /// A receiver spoke.
    record Heard(NodeId from, ChunkMessage.ToSender message) implements SenderInput {}

    /// Time has passed; comes several times per [TransferLimits.Patience#resendMillis].
    record Ticked() implements SenderInput {}
}
