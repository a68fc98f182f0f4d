package io.murmur.core.value;

/// What readers of a namespace are shown of concurrent writes. All of them are kept until something supersedes
/// them.
public enum ConflictRule {
    /// All of them (G4), the default.
    SIBLINGS,
    /// The one with the greatest (hybrid time, actor, value); causally newer always wins first. Opt-in: it hides
    /// acknowledged concurrent writes, and the next plain write supersedes them.
    LAST_WRITER
}
