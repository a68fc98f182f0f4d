/// The Redis door: any client of Redis or Redis Cluster reads and writes through it.
///
/// Sources: design decisions 15, 17, 18 and section 7; features 4. Entry: [io.murmur.door.redis.RedisDoor]. A
/// socket read becomes requests (`resp`), requests become operations in the order of their connection
/// (`connection`, `data`), outcomes become answers, and all answers that are there become one write. What is
/// not here: replication (`core`), actors, and configuration files.
@NullMarked
package io.murmur.door.redis;

import org.jspecify.annotations.NullMarked;
