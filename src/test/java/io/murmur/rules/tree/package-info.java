/// Our own sources as syntax trees, parsed by the compiler of the running JDK.
///
/// Entry: [SourceTrees]. What is judged about the trees is not here but in `format` and `tidy`.
@NullMarked
package io.murmur.rules.tree;

import org.jspecify.annotations.NullMarked;
