/// The process around a command: how it is told to end, and how it ends.
@NullMarked
package io.murmur.cli.process;

import org.jspecify.annotations.NullMarked;
