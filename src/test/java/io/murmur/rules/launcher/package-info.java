/// The start script `bin/murmur`, run with stand-ins for Java and Maven.
///
/// Entry: [LauncherTest]. What the program does once it runs is not here.
@NullMarked
package io.murmur.rules.launcher;

import org.jspecify.annotations.NullMarked;
