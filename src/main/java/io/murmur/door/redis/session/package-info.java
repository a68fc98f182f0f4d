/// Who is connected, and what is counted: connections as `CLIENT LIST` shows them, and the figures of the door.
///
/// A [io.murmur.door.redis.session.Session] belongs to one connection and is written by its event loop only;
/// others may read it, and see what was true a moment ago. What is not here: bytes, and what commands do.
@NullMarked
package io.murmur.door.redis.session;

import org.jspecify.annotations.NullMarked;
