package io.murmur.core.value;

import io.murmur.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// When values end (design decision 11). Part of a value that was written with an end; or an event of its
/// own, which gives other values one, later: then it says which.
///
/// @param atMillis wall milliseconds since 1970 from which the value is not shown any more; [#NEVER] for a
///     value that is to stay
/// @param saidMillis wall milliseconds at which the event was said; if it follows others of the same values,
///     the first of them. 0 in a value
/// @param appliesTo what the event knew: it is about the values this covers, and makes the expiries it covers
///     void. Null in a value
public record Expiry(
        long atMillis, long saidMillis, @Nullable VersionVector appliesTo) {

    /// No end.
    public static final long NEVER = Long.MAX_VALUE;

    /// Whether the end is over.
    public boolean hasPassed(long wallMillis) {
        return atMillis <= wallMillis;
    }

    /// Of a value.
    public static Expiry at(long millis) {
        return new Expiry(millis, 0, null);
    }
}
