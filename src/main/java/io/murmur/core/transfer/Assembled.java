package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;

/// A message whose pieces are all there, byte for byte what was offered.
///
/// @param message owned by whoever is told
/// @param remainingMillis how long somebody still waits: what the offer said, less the time since it came; not
///     negative, or [io.murmur.core.transfer.message.ChunkMessage.Offered#UNLIMITED]
public record Assembled(NodeId from, ByteSlice message, int remainingMillis) {}
