/// Tests of the messages of formation.
@NullMarked
package io.murmur.core.formation.message;

import org.jspecify.annotations.NullMarked;
