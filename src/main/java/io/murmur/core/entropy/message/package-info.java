/// What nodes say to each other to find out in what their replicas differ. Immutable values.
@NullMarked
package io.murmur.core.entropy.message;

import org.jspecify.annotations.NullMarked;
