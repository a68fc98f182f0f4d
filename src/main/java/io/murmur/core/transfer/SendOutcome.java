package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;

/// How the sending of a large message ended.
public sealed interface SendOutcome {

    /// The receiver has the whole message. What it made of it, only an answer of its own can say.
    record Delivered(NodeId to) implements SendOutcome {}

    /// The message was given up.
    ///
    /// @param surelyNotDelivered whether a piece never left this node: then the receiver cannot have the message,
    ///     now or later
    record GivenUp(NodeId to, ByteSlice message, GiveUpReason reason, boolean surelyNotDelivered)
            implements SendOutcome {}
}
