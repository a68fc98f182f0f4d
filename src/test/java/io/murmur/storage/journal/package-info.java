/// Tests of the room of the same name.
@NullMarked
package io.murmur.storage.journal;

import org.jspecify.annotations.NullMarked;
