package io.murmur.wire;

import io.murmur.core.machine.NodeId;
import io.murmur.core.transfer.GiveUpReason;
import io.murmur.wire.message.MessageKind;

/// What becomes of large messages.
public sealed interface LargeResult {

    /// A message of another node is whole: to be treated as if it had come in a frame.
    ///
    /// @param message with the time that remains now
    record Arrived(NodeId from, FramedMessage message) implements LargeResult {}

    /// A message of this node was given up; whoever waits for what becomes of it must be told.
    ///
    /// @param kind of the message
    /// @param correlation of the message
    /// @param surelyNotDelivered whether the receiver cannot have it, now or later, so that nothing was executed;
    ///     else it may have been
    record Unsent(NodeId to, MessageKind kind, long correlation, GiveUpReason reason, boolean surelyNotDelivered)
            implements LargeResult {}

    /// The bytes of another node's message arrived unchanged, and this version cannot read them. They are dropped.
    ///
    /// @param detail a sentence for the log
    record Unreadable(NodeId from, String detail) implements LargeResult {}
}
