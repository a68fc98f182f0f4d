/// How many different elements were seen, without keeping them: a HyperLogLog.
///
/// 16,384 registers of 6 bits, the hash of Redis and its estimator, so that the same elements are estimated as the same
/// number there and here. Sources: Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog: the analysis of a near-optimal
/// cardinality estimation algorithm", 2007; Ertl, "New cardinality estimation algorithms for HyperLogLog sketches",
/// 2017, algorithm 6 (what Redis counts by). Two are united by the greater of each two registers, which is commutative,
/// associative and idempotent: that is why the events of a key can be united in any order. Entry class:
/// [io.murmur.core.value.hyper.HyperLogLog]. What is not here: which events of a key are united
/// ([io.murmur.core.value.Registers]).
@NullMarked
package io.murmur.core.value.hyper;

import org.jspecify.annotations.NullMarked;
