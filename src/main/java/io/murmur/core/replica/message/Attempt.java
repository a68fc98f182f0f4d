package io.murmur.core.replica.message;

/// Which event of an operation a mint is to name.
public enum Attempt {
    /// The first: refused as a repetition if the operation is remembered.
    FIRST,
    /// The first of a try that was handed over to this node, and was not looked up: refused, too, if another try has
    /// been looked up here, since that one may have been carried out elsewhere.
    HANDED_OVER,
    /// The second of the same try: it supersedes the first, and all the acknowledging owners held (design
    /// decision 8).
    SUPERSEDE,
    /// The second of the same try: it takes the first back, because the key is something else. Of elements
    /// and HyperLogLogs only.
    TAKE_BACK;

    /// Whether it is the first event of its try.
    public boolean isFirst() {
        return this == FIRST || this == HANDED_OVER;
    }
}
