/// `murmur explain`: asks one node what the owners of a key know of it, and shows what it says.
@NullMarked
package io.murmur.cli.explain;

import org.jspecify.annotations.NullMarked;
