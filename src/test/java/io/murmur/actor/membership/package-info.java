/// Membership with real actors, timers and files, and a street instead of a network.
@NullMarked
package io.murmur.actor.membership;

import org.jspecify.annotations.NullMarked;
