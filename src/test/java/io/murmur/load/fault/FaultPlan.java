package io.murmur.load.fault;

import io.murmur.load.history.Load;

/// How a fault test runs.
///
/// @param load what clients do; the prefix of its keys is replaced for each fault
/// @param steadyMillis load before and after a fault
/// @param faultMillis how long a fault lasts
/// @param readyMillis limit for all nodes to serve again, and for all reads afterwards
/// @param agreeMillis limit for the replicas to agree once the load has stopped
/// @param firstMillis limit for the first write to cross a healed cut; 0 for none
record FaultPlan(
        Load load, long steadyMillis, long faultMillis, long readyMillis, long agreeMillis, long firstMillis) {}
