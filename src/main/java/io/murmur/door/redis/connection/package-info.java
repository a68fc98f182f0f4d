/// One connection: bytes in, commands in order, answers in order, memory within bounds.
///
/// [io.murmur.door.redis.connection.Connection] runs on one event loop, and everything it owns is touched there
/// only. Outcomes come from other threads through [io.murmur.door.redis.connection.Completions], which wakes
/// the loop once for all that have come. Sources: design decisions 17 (no lingering) and 18 (limits everywhere).
@NullMarked
package io.murmur.door.redis.connection;

import org.jspecify.annotations.NullMarked;
