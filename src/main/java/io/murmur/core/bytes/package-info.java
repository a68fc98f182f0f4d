/// Bytes: Murmur's binary notation, and the hashes that must be the same everywhere.
///
/// [BytesWriter] and [BytesReader] are the only notation in rows, records and frames; [MalformedBytes] is the only
/// way foreign bytes fail. [ByteSlice] is bytes that travel on without a copy. What is not here: the layout of
/// anything (`src/docs/formats.md`).
@NullMarked
package io.murmur.core.bytes;

import org.jspecify.annotations.NullMarked;
