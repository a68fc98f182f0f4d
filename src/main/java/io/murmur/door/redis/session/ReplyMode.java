package io.murmur.door.redis.session;

/// Which answers a client wants (`CLIENT REPLY`).
public enum ReplyMode {
    ON,
    OFF,
    /// All but the next.
    SKIP_NEXT
}
