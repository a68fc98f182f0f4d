/// The rules of this repository that a machine checks: format, tidiness, architecture.
///
/// Each rule stands beside a fixture that breaks it, and a test shows that the rule catches the fixture. A red rule is
/// mended in the code, not here. Nothing in this package and below may be used by other tests.
@NullMarked
package io.murmur.rules;

import org.jspecify.annotations.NullMarked;
