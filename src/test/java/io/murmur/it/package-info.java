/// Tests of the packaged program: real processes on this machine, real clients, real kills.
///
/// They run after the jar is built (`mvn verify`), start nodes through `bin/murmur` on free ports of the loopback, and
/// stop what they started.
@NullMarked
package io.murmur.it;

import org.jspecify.annotations.NullMarked;
