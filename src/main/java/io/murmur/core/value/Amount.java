package io.murmur.core.value;

/// What an increment leaves of its actor: not what it added itself, but all its actor has added in this count, so
/// that one number per actor is enough (a PN-counter: Shapiro, Preguiça, Baquero, Zawirski, INRIA RR-7506, 3.1.3).
/// Sums wrap at 64 bits, so what is shown is right whenever the true sum has a place.
///
/// @param total the sum of this actor's increments since the count began, negative for decrements
/// @param since the counter of the actor's event that began the count: what was superseded of earlier ones is
///     not in the total
/// @param sinceMillis wall milliseconds of that event: what had ended before has nothing to do with this count
public record Amount(long total, long since, long sinceMillis) implements Part {}
