/// Tests of what a volume keeps of formation.
@NullMarked
package io.murmur.core.formation.durable;

import org.jspecify.annotations.NullMarked;
