package io.murmur.node.settings;

/// How a node stops, `murmur.shutdown`.
///
/// @param drainMillis how long operations under way are given
/// @param limitMillis how long the whole stop may take before the process ends as it is
public record ShutdownSettings(long drainMillis, long limitMillis) {}
