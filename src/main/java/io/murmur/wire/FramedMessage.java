package io.murmur.wire;

import io.murmur.core.machine.Message;

/// A message in a frame, with its times.
public record FramedMessage(Message message, Timing timing) {}
