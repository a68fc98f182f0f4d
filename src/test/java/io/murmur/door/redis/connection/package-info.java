/// Tests of the order of operations.
@NullMarked
package io.murmur.door.redis.connection;

import org.jspecify.annotations.NullMarked;
