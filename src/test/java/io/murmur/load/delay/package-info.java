/// Whether the account of delays is right, and what it costs. Commands: `load-tests/delay-check`, `load-
/// tests/delay-cost`.
@NullMarked
package io.murmur.load.delay;

import org.jspecify.annotations.NullMarked;
