package io.murmur.core.replica.message;

/// Which try of an operation a mint belongs to.
public enum Attempt {
    /// The client says it never sent the operation before.
    FIRST,
    /// The client does not know whether an earlier try took effect.
    REPETITION,
    /// The same try goes on: its own first dot is superseded by a second one (design decision 8).
    SUPERSEDE
}
