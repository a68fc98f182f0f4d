/// Tests of sessions at the door.
@NullMarked
package io.murmur.door.redis.causal;

import org.jspecify.annotations.NullMarked;
