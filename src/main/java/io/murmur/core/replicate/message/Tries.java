package io.murmur.core.replicate.message;

/// How often a write may be sent: what may have been tried elsewhere is looked up before it is carried out.
public enum Tries {
    /// Once: nobody keeps its operation id to send it again.
    ONLY,
    /// For the first time, and perhaps again.
    FIRST,
    /// Perhaps not for the first time.
    AGAIN
}
