package io.murmur.core.replica.message;

/// What every request to a replica carries.
///
/// @param correlation chosen by the asker, echoed in the reply
/// @param epoch the partition's placement epoch as the asker knows it
public record Routing(long correlation, int partition, long epoch) {}
