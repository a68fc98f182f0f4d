package io.murmur.core.replica.message;

import io.murmur.core.machine.Key;

/// What one owner's index has of a key.
///
/// @param content the content digest of its object: equal for equal objects only
public record ListedRow(Key key, long content, Shown shown) {

    /// What the object shows at the time that was asked for.
    public enum Shown {
        /// A value.
        LIVING,
        /// No value any more: those it has have ended.
        ENDED,
        /// No value, whatever the time: it has none.
        NOTHING
    }
}
