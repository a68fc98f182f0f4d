/// `murmur verify`: asks one node whether the owners of all partitions agree, and shows what it says.
@NullMarked
package io.murmur.cli.verify;

import org.jspecify.annotations.NullMarked;
