/// Tests of `door.redis.collection`.
@NullMarked
package io.murmur.door.redis.collection;

import org.jspecify.annotations.NullMarked;
