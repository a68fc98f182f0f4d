package io.murmur.core.value;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.version.VersionVector;

/// What a writer knew of a key: all that it supersedes. Immutable.
///
/// @param context the events
/// @param totals how much had been added up to them, of a key that is a counter
public record Known(VersionVector context, Totals totals) {

    /// Of a writer that knows nothing.
    public static final Known NOTHING = new Known(VersionVector.EMPTY, Totals.EMPTY);

    /// What was known of a key that is no counter.
    public static Known of(VersionVector context) {
        return new Known(context, Totals.EMPTY);
    }

    /// What somebody says to have known.
    ///
    /// @throws MalformedBytes when it has totals of events outside of its context
    public static Known said(VersionVector context, Totals totals) {
        for (Totals.Entry entry : totals.entries()) {
            if (!context.covers(entry.dot())) {
                throw new MalformedBytes("the total up to " + entry.dot() + " is outside of its context");
            }
        }
        return new Known(context, totals);
    }

    /// What both know.
    public Known merge(Known other) {
        return new Known(context.merge(other.context), totals.merge(other.totals));
    }
}
