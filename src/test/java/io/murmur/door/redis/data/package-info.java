/// Tests of cursors and tokens.
@NullMarked
package io.murmur.door.redis.data;

import org.jspecify.annotations.NullMarked;
