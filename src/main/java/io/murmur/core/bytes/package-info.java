/// Bytes: Murmur's binary notation, and the hashes that must be the same everywhere.
///
/// [BytesWriter] and [BytesReader] are the only notation in rows, records and frames; [MalformedBytes] is the only
/// way foreign bytes fail. What is not here: the layout of anything (`src/docs/formats.md`).
@NullMarked
package io.murmur.core.bytes;

import org.jspecify.annotations.NullMarked;
