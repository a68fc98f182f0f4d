/// Tests of `door.redis.scores`.
@NullMarked
package io.murmur.door.redis.scores;

import org.jspecify.annotations.NullMarked;
