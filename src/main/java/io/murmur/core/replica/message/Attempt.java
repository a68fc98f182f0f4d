package io.murmur.core.replica.message;

/// Which event of an operation a mint is to name.
public enum Attempt {
    /// The first: refused as a repetition if the operation is remembered.
    FIRST,
    /// The second of the same try: it supersedes the first, and all the acknowledging owners held (design
    /// decision 8).
    SUPERSEDE,
    /// The second of the same try: it takes the first back, because the key is something else. Of elements only.
    TAKE_BACK
}
