/// Histories of plain writes and reads, and what clients were promised about them: no acknowledged write is lost,
/// nothing deleted or superseded comes back (guarantees G2, G3, G7).
///
/// [Workers] write, overwrite, delete and read through every node; the [Checker] judges the history it is given
/// and knows nothing of servers. All times are monotonic nanoseconds of this one process.
@NullMarked
package io.murmur.load.history;

import org.jspecify.annotations.NullMarked;
