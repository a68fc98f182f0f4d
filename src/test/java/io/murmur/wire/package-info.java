/// Tests of frames: what is written is read, old frames stay readable, and no bytes do harm.
@NullMarked
package io.murmur.wire;

import org.jspecify.annotations.NullMarked;
