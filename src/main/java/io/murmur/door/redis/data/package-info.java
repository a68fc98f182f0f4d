/// Commands that read, write and list keys: from arguments to operations, from outcomes to replies.
///
/// Sources: features 4.4 (which meanings can be kept without a single owner), design decisions 8, 9 and 15,
/// section 7 for the names of errors. Entry: [io.murmur.door.redis.data.DataCommands]. What is not here: who
/// carries operations out (`actor.coordinator`), and the order of answers (`door.redis.connection`).
@NullMarked
package io.murmur.door.redis.data;

import org.jspecify.annotations.NullMarked;
