/// Has deleted keys forgotten: at all owners, when all owners hold the same deletes.
///
/// The first owner of a partition asks every owner, itself included, to vouch for a deleted key. When all
/// have, it tells all to purge it. Nothing is remembered of either: who was not told keeps the key, an
/// exchange brings it back to the others, and all are asked again. What makes that safe is
/// [io.murmur.core.replica.PurgeRule].
///
/// ```
/// a key died (told by the lanes), or was found dead by a walk over the index
///   -> a while later, if all owners can be reached: Vouch to all -> all hold it -> Purge to all
///                                                                -> one does not -> a walk finds it again
/// ```
///
/// Source: design decision 10; the conditions are those of Bauwens and Gonzalez Boix's "causal stability",
/// without a membership of its own: the owners of a partition are the placement's. What is not here: who may
/// vouch, and what a replica refuses afterwards (`core.replica`). Entry: [PurgeMachine].
@NullMarked
package io.murmur.core.entropy.purge;

import org.jspecify.annotations.NullMarked;
