/// What two nodes say to each other while a large message travels in pieces.
///
/// Entry class: [ChunkMessage]. What is not here: the bytes of these messages (`io.murmur.wire.message`).
@NullMarked
package io.murmur.core.transfer.message;

import org.jspecify.annotations.NullMarked;
