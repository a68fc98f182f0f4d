/// Tests of the room of the same name.
@NullMarked
package io.murmur.storage;

import org.jspecify.annotations.NullMarked;
