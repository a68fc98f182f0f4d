/// Anti-entropy: how a replica finds out what it lacks of what another holds, and gets it, at a price that
/// grows with the difference and not with the data.
///
/// Each node tells one other after another, in one number, what it holds of what they share
/// ([io.murmur.core.entropy.message.SyncMessage.Announced]). Who holds the same does nothing. Who does not
/// starts an [Exchange], in which it only *pulls*: the other does so for itself when its turn comes. So an
/// exchange changes nothing but its own node's replicas, whoever answers keeps nothing
/// ([io.murmur.core.entropy.answer]), and it may break off anywhere: what was stored is stored.
///
/// ```
/// Announced(sum) -> equal: agreed
///    differs -> which partitions?          sketch of (clock, root) per partition        [Comparison]
///            -> clocks of these            pause, so that what is on its way may arrive
///            -> events the other has and this node lacks, page by page, then their clock [ClockCatchUp]
///            -> equal clocks, other roots, or no agreement for long:
///                 which segments? which keys?  two more sketches                         [KeyCatchUp]
///                 pause, look again, fetch what still differs
/// ```
///
/// Clocks explain nearly everything: who was away for a day lacks, per partition and writer, one interval.
/// What they cannot see (a row that was lost although its event was applied) is found by the trees.
///
/// Sources: Gonçalves, Almeida, Baquero, Fonte, "DottedDB" (SRDS 2017), for clocks as the first means;
/// DeCandia et al., "Dynamo" (2007), section 4.7, for trees as the second; design decisions 7 and 14.
/// Invariants: an event is added to a clock only when what it wrote, or what superseded that, is stored here;
/// everything that is fetched passes through merge. Entry: [ExchangeMachine]. What is not here: trees and
/// sketches (`core.merkle`), merging (`core.replica`).
@NullMarked
package io.murmur.core.entropy;

import org.jspecify.annotations.NullMarked;
