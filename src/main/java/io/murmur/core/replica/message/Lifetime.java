package io.murmur.core.replica.message;

import io.murmur.core.value.Expiry;

/// What a write says about when its value ends: wall milliseconds since 1970, greater than 0, or one of these.
public final class Lifetime {

    /// The value stays; without a value, a delete.
    public static final long PLAIN = 0;

    /// The value ends when the one it supersedes would have.
    public static final long KEPT = -1;

    /// An expiry that takes the end away.
    public static final long ENDLESS = Expiry.NEVER;

    private Lifetime() {}
}
