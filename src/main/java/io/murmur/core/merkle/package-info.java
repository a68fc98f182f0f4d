/// What two replicas compare instead of their keys: a Merkle tree over everything a replica holds, and
/// sketches that find the difference of two sets at a price that grows with the difference, not with the
/// sets.
///
/// ```
///                root                     sum of all items below, 64 bits
///        /     |      ...    \
///   segment 0  1     ...   1023           sum of the items of the keys whose hash begins with these 10 bits
///    / | \                    \
///  item item item             item        mixed from the key's hash and the digest of its object
/// ```
///
/// A node of the tree is the *sum* of its items (modulo 2^64) and not a hash of its children: a write then
/// changes one segment and the root by two additions, whatever the size of the replica, and sums of different
/// orders of events are equal. Two levels are enough, because children are not compared one by one: [Sketch]
/// sends some 17 bytes for each child that differs, whether there are ten or ten thousand.
///
/// Sources: Merkle, "A Digital Signature Based on a Conventional Encryption Function" (1987), for the tree;
/// Bellare and Micciancio, "A New Paradigm for Collision-Free Hashing: Incrementality at Reduced Cost"
/// (1997), for sums in place of hashes of hashes; Yang, Gilad, Alizadeh, "Practical Rateless Set
/// Reconciliation" (SIGCOMM 2024), for the sketch.
///
/// Invariants: a tree is a function of what the replica holds, whatever the order in which it came; an absent
/// key has no item. Entry classes: [MerkleTree], [Sketch]. What is not here: who compares what with whom, and
/// mends it (`core.entropy`).
///
/// Hashes here keep accidents apart, not attackers: a client does not choose the digest of an object, which
/// covers the dot and the time its write was given, and nodes that lie are not among the faults Murmur
/// tolerates.
@NullMarked
package io.murmur.core.merkle;

import org.jspecify.annotations.NullMarked;
