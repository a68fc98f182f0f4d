/// Where the questions of an operation go, noted for its account of delays (`core.delay`).
@NullMarked
package io.murmur.core.replicate.trace;

import org.jspecify.annotations.NullMarked;
