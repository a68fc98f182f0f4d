/// Tests of the account of delays.
@NullMarked
package io.murmur.core.delay;

import org.jspecify.annotations.NullMarked;
