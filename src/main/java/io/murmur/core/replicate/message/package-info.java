/// What clients ask for, how it ended, what coordinators of different nodes say to each
/// other, and what of it is not to be looked at: what is for another process, and copies.
@NullMarked
package io.murmur.core.replicate.message;

import org.jspecify.annotations.NullMarked;
