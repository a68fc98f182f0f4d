/// Tidiness of every source file, judged on syntax trees: sizes, nesting, comments, catch clauses, packages.
///
/// Source: section B10 and B11 of the style document. Entry: [TidyTest] judges the repository; [ChecksTest] shows for
/// each [Check] a text that it refuses. What needs resolved types or calls is not here but in `architecture`.
@NullMarked
package io.murmur.rules.tidy;

import org.jspecify.annotations.NullMarked;
