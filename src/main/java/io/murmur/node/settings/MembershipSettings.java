package io.murmur.node.settings;

/// How nodes watch each other, `murmur.membership`.
///
/// @param helloMillis how often a node greets each other one
/// @param unreachableMillis silence after which one counts as unreachable
/// @param clockGuardMillis how far clocks may differ; the same number as in the limits of the replicas
public record MembershipSettings(long helloMillis, long unreachableMillis, long clockGuardMillis) {}
