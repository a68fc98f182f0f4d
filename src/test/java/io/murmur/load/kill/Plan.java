package io.murmur.load.kill;

/// How a kill test runs.
///
/// @param keys keys beside the hot one
/// @param workersPerNode clients that stay with one node
/// @param thinkMicros pause of a client between operations
/// @param steadyMillis load before, between and after the kills
/// @param downMillis how long a killed node stays down
/// @param awayMillis how long the last one stays away
/// @param readyMillis limit for a started node to serve
/// @param timeoutMillis limit of one operation
/// @param gapMillis limit of the time without service while a majority lives
record Plan(
        int keys,
        int valueBytes,
        int workersPerNode,
        int thinkMicros,
        long steadyMillis,
        long downMillis,
        long awayMillis,
        long readyMillis,
        int timeoutMillis,
        long gapMillis) {}
