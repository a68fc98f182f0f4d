/// Pages of the index: how an owner cuts them ([RowPage]), and what those of several owners say together
/// ([MergedPage]).
///
/// Invariants: a page never ends between two keys of one hash, so that the next one begins at a hash; every page that
/// is not the last ends behind its beginning, so that every scan ends.
/// What is not here: who is asked, and reading where owners differ (`core.replicate`).
@NullMarked
package io.murmur.core.replica.listing;

import org.jspecify.annotations.NullMarked;
