/// Tests of pages of the index.
@NullMarked
package io.murmur.core.replica.listing;

import org.jspecify.annotations.NullMarked;
