/// Who may see whom, and what nobody may use: judged on bytecode, so with resolved types and calls.
///
/// Source: sections B1, B2, B4 and B9 of the style document, section 3 of the design. Entry: [Rule] lists all rules,
/// each with the fixtures that break it; [Rooms] is the table of rooms and arrows. A package that stands in no row of
/// that table is refused, so no room can appear that the rules do not cover.
@NullMarked
package io.murmur.rules.architecture;

import org.jspecify.annotations.NullMarked;
