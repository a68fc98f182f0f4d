/// What a replica can be asked, and what it answers. Immutable values that travel between nodes.
@NullMarked
package io.murmur.core.replica.message;

import org.jspecify.annotations.NullMarked;
