/// Tests of the shell, without actors.
@NullMarked
package io.murmur.actor;

import org.jspecify.annotations.NullMarked;
