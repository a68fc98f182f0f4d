/// Tests of the decisions of formation.
@NullMarked
package io.murmur.core.formation;

import org.jspecify.annotations.NullMarked;
