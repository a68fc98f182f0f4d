/// `murmur backup`: copies the volume of a stopped node.
@NullMarked
package io.murmur.cli.backup;

import org.jspecify.annotations.NullMarked;
