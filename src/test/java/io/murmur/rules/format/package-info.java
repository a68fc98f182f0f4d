/// The layout of every source file: palantir-java-format, run by the same JDK that runs the tests.
///
/// Entry: [FormatCommand] formats the tree, [FormatTest] refuses a tree that is not formatted. Spotless is not used: it
/// parses with the JVM of Maven, which may be older than our language level.
@NullMarked
package io.murmur.rules.format;

import org.jspecify.annotations.NullMarked;
