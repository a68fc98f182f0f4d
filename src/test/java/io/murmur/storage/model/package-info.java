/// What a volume holds, without files: the simulator's disk is made of it, and the real volume is held against it.
@NullMarked
package io.murmur.storage.model;

import org.jspecify.annotations.NullMarked;
