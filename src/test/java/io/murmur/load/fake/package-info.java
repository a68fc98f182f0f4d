/// A store in memory that speaks enough of the Redis protocol to test generator and kill test, and can be told
/// to lie.
@NullMarked
package io.murmur.load.fake;

import org.jspecify.annotations.NullMarked;
