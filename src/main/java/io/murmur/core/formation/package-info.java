/// First formation of a cluster, and who a node is in it (design decision 6, guarantee G9).
///
/// Every unformed node asks all declared nodes in rounds. The lowest declared name forms, in three durable
/// steps: it *proposes* once all others have answered "blank" in one round; each other volume gives the
/// proposal its one *vote*; once all have answered "voted" in one round the former *forms*: it fixes cluster
/// id, members, settings and placement. The others ask, see a cluster that has them, and *join*.
///
/// Why there are never two clusters while a volume of the first is left: a vote names one proposal, and a volume
/// votes once. If two proposals of one declared list were completed, one former volume, and so every vote for
/// it, came before the other; a volume that voted for the earlier one never votes for the later, so for each
/// name the later table has a volume minted after the one in the earlier table was gone. (Paxos' promise,
/// Lamport 1998, with a quorum of all and without a second ballot: whoever cannot be certain stops and says
/// what is in the way.)
///
/// Invariants: nothing is told that is not durable; an answer counts only in the round it answers; a formed
/// node asks nobody. Entry classes: [FormationDecider], and [io.murmur.core.formation.hello.HelloCheck] for
/// formed nodes. What is not here: how members change later.
@NullMarked
package io.murmur.core.formation;

import org.jspecify.annotations.NullMarked;
