package io.murmur.core.namespace;

/// What a read does for owners that it finds behind.
public enum ReadRepair {
    /// It brings them what they lack, and answers when as many owners as it takes hold what it shows: where reads ask a
    /// majority, none of them goes back.
    BLOCKING,
    /// It answers, and sends them what they lack.
    ASYNC,
    /// It answers. Exchanges repair.
    OFF
}
