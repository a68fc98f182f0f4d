package io.murmur.load.kill;

import io.murmur.load.history.Load;

/// How a kill test runs.
///
/// @param load what clients do
/// @param steadyMillis load before, between and after the kills
/// @param downMillis how long a killed node stays down
/// @param awayMillis how long the last one stays away
/// @param readyMillis limit for a started node to serve
/// @param gapMillis limit of the time without service while a majority lives
record Plan(Load load, long steadyMillis, long downMillis, long awayMillis, long readyMillis, long gapMillis) {}
