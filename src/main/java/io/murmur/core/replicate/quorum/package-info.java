/// How many owners of a key a request needs, and which of them it has.
@NullMarked
package io.murmur.core.replicate.quorum;

import org.jspecify.annotations.NullMarked;
