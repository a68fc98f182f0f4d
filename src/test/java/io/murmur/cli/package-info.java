/// Tests of the command line as a whole, and a program like `murmur` whose nodes only pretend.
@NullMarked
package io.murmur.cli;

import org.jspecify.annotations.NullMarked;
