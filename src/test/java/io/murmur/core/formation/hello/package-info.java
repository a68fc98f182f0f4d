/// Tests of the check between formed nodes.
@NullMarked
package io.murmur.core.formation.hello;

import org.jspecify.annotations.NullMarked;
