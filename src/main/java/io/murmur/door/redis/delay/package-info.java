/// Where the time of commands went, for people: `KV.DELAYS`, and the log of slow commands behind `SLOWLOG`.
///
/// Accounts are made by the coordinators and the connections (`core.delay`, `door.redis.connection`); this
/// room only keeps and shows them.
@NullMarked
package io.murmur.door.redis.delay;

import org.jspecify.annotations.NullMarked;
