package io.murmur.core.machine;

import java.util.function.Supplier;

/// Checks of what must never happen inside this program. Always on.
///
/// Never use it to judge bytes from outside: those get errors, not exceptions.
public final class Invariant {

    private Invariant() {}

    /// Throws [InvariantViolation] with `message` when `holds` is false.
    public static void check(boolean holds, String message) {
        if (!holds) {
            throw new InvariantViolation(message);
        }
    }

    /// Throws [InvariantViolation] when `holds` is false; `message` is asked for only then.
    public static void check(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new InvariantViolation(message.get());
        }
    }
}
