package io.murmur.actor;

import io.murmur.core.machine.NodeId;
import io.murmur.wire.FramedMessage;

/// Takes messages that fit into no frame and brings them over piece by piece (design decision 18). Safe to call from
/// any thread.
@FunctionalInterface
public interface LargeMail {

    void send(NodeId to, FramedMessage message);
}
