/// Dialogues of active replication as texts that anyone can review.
///
/// [TranscriptTest] is the entry: it runs the commands of each file in `src/test/resources/scenarios/active` on a
/// [Stage] of a few nodes and compares what happened with what the file says. Source of the idea: etcd-io/raft,
/// `testdata` and `rafttest`.
@NullMarked
package io.murmur.core.replicate.transcript;

import org.jspecify.annotations.NullMarked;
