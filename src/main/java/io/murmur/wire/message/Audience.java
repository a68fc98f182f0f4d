package io.murmur.wire.message;

/// Who may be told a message.
public enum Audience {
    /// A node of the same cluster, whose identity the sender knows (G9).
    MEMBER,
    /// Whoever listens at an address: what is said before identities are known, or before there is a cluster.
    ANYONE
}
