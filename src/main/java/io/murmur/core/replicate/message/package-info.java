/// What clients ask for, how it ended, and what coordinators of different nodes say to each other.
@NullMarked
package io.murmur.core.replicate.message;

import org.jspecify.annotations.NullMarked;
