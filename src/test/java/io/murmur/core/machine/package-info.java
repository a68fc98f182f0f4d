/// Tests of the kernel, and what tests of other rooms need of it.
@NullMarked
package io.murmur.core.machine;

import org.jspecify.annotations.NullMarked;
