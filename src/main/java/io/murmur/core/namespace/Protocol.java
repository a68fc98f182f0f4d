package io.murmur.core.namespace;

/// How the owners of a key come to hold the same.
public enum Protocol {
    /// Whoever carries out a write sends it to all owners, and answers when W hold it.
    ACTIVE,
    /// Whoever carries out a write answers when it holds it durably itself; the others fetch it.
    PASSIVE
}
