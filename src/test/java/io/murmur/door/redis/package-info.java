/// Tests of the Redis door over operations in memory: transcripts of client handshakes, order, limits, real
/// clients.
@NullMarked
package io.murmur.door.redis;

import org.jspecify.annotations.NullMarked;
