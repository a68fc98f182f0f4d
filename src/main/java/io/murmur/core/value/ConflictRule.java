package io.murmur.core.value;

/// What a namespace does with concurrent writes.
public enum ConflictRule {
    /// Keep them all (G4), the default.
    SIBLINGS,
    /// Keep the one with the greatest (hybrid time, actor, value); causally newer always wins first. Opt-in: it drops
    /// acknowledged concurrent writes.
    LAST_WRITER
}
