package io.murmur.load.codec;

/// What a codec found in the bytes that have arrived.
public enum Reply {
    /// Not yet a whole answer.
    PENDING,
    /// The write is done, or the value is here.
    DONE,
    /// The read found nothing.
    MISSING,
    /// The store answered with an error.
    REFUSED
}
