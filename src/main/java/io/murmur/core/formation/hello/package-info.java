/// The check of identity between nodes of a formed cluster, at each hello (guarantee G9).
///
/// Entry class: [HelloCheck]. What is not here: when hellos are said, and what is remembered of them.
@NullMarked
package io.murmur.core.formation.hello;

import org.jspecify.annotations.NullMarked;
