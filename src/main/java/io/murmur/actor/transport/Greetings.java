package io.murmur.actor.transport;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.wire.FrameHeader;
import org.jspecify.annotations.Nullable;

/// Where membership hears what comes in. Safe to call from any thread.
public interface Greetings {

    /// A message that is for whoever listens at this node's address.
    void greeted(FrameHeader header, Message message);

    /// A frame of another member was taken.
    void heard(NodeId sender);

    /// A frame was dropped.
    ///
    /// @param header what could be trusted of it
    /// @param detail a sentence for the log
    void dropped(@Nullable FrameHeader header, String detail);
}
