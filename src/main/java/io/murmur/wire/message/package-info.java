/// The bodies of messages: which message has which tag, and what its bytes are (`src/docs/formats.md`, "Frames").
///
/// Source: design section 5, "Frame". Invariants: a tag is never given to another message, and a body never
/// changes its bytes: what must change gets a new tag. Every body begins with a correlation. Nothing is
/// allocated for a count or a length that the bytes at hand cannot hold; damaged bytes end in
/// [io.murmur.core.bytes.MalformedBytes] and in no other way.
///
/// Entry class: [MessageKind], the table of all. What is not here: the frame around the bodies
/// (`io.murmur.wire`).
@NullMarked
package io.murmur.wire.message;

import org.jspecify.annotations.NullMarked;
