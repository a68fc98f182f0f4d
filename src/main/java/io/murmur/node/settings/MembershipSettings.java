package io.murmur.node.settings;

/// How nodes watch each other, `murmur.membership`, and tell each other how they are, `murmur.gossip`.
///
/// @param helloMillis how often a node greets each other one
/// @param unreachableMillis silence after which one counts as unreachable
/// @param clockGuardMillis how far clocks may differ; the same number as in the limits of the replicas
/// @param gossipMillis how long a round of gossip is
public record MembershipSettings(long helloMillis, long unreachableMillis, long clockGuardMillis, long gossipMillis) {}
