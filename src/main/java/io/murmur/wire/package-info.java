/// Frames: batches of core messages from one node to another, as bytes (`src/docs/formats.md`, "Frames").
///
/// Source: design section 5, "Frame", and decisions 5, 16, 17, 18. A frame names its cluster, its sender and
/// the one node it is for, each in its incarnation and boot; so it needs no reference to an actor and is judged
/// by itself, wherever and however late it arrives.
///
/// Invariants: the first byte is the format, for ever; a frame is taken whole or not at all; bytes from outside
/// never cause an exception, nor an allocation larger than a small multiple of the frame; equal messages give
/// equal bytes.
///
/// Entry classes: [FrameEncoder], [FrameDecoder], [LargeMessages] for what fits into no frame, and
/// [FrameSerializer], which hands frames to Pekko. What is not here: the bodies of messages
/// (`io.murmur.wire.message`); who sends to whom, and when (`io.murmur.actor`).
@NullMarked
package io.murmur.wire;

import org.jspecify.annotations.NullMarked;
