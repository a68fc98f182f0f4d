package io.murmur.door.http.status;

/// What `GET /health/ready` says: the truth about this node, whatever the others do.
///
/// @param ready whether it serves
/// @param state forming, recovering, ready, stopping or refused
/// @param detail a sentence about it
public record Health(boolean ready, String state, String detail) {}
