/// What a key holds: a lattice whose merge is the only way states of different replicas come together.
///
/// In this room so far: the multi-value register. Its state is a causal context and the siblings still alive
/// under it (dotted version vector set). Source: Almeida et al., "Scalable and Accurate Causality Tracking for
/// Eventually Consistent Stores", 2014. Entry class: [StoredObject]; the merge is [ObjectMerge], the bytes are
/// [ObjectCodec].
///
/// Invariants: a context covers the dot of each of its siblings; merge is commutative, associative and
/// idempotent. What is not here: who may write, and when
/// (`core.replica`).
@NullMarked
package io.murmur.core.value;

import org.jspecify.annotations.NullMarked;
