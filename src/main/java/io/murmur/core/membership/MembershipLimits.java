package io.murmur.core.membership;

import io.murmur.core.machine.Invariant;

/// The pace of membership.
///
/// @param helloMillis how often each other member is told hello
/// @param unreachableMillis after how long a silence a member counts as unreachable; must be worth several hellos,
///     since single ones may be lost
/// @param guardMillis how far this node's clock may be ahead; must exceed the time a message takes by far, which
///     looks like a lead
public record MembershipLimits(long helloMillis, long unreachableMillis, long guardMillis) {

    public static final MembershipLimits DEFAULT = new MembershipLimits(250, 1_500, 500);

    public static final int HELLOS_PER_SILENCE_MIN = 3;
    private static final int HELLOS_PER_WINDOW = 8;
    private static final int HELLOS_PER_STALL = 2;
    private static final int HELLOS_PER_DOUBT = 3;

    public MembershipLimits {
        Invariant.check(helloMillis > 0 && guardMillis > 0, "hellos take a while, and clocks differ a little");
        Invariant.check(
                unreachableMillis >= HELLOS_PER_SILENCE_MIN * helloMillis,
                () -> "a silence of " + unreachableMillis + " ms must be worth " + HELLOS_PER_SILENCE_MIN
                        + " hellos, one each " + helloMillis + " ms");
    }

    /// Over how long a time clocks are compared.
    long windowMillis() {
        return HELLOS_PER_WINDOW * helloMillis;
    }

    /// For how long a member may say that it does not hear this process before that is believed: the next hello
    /// of this one and the answer of the other take up to two intervals.
    long doubtMillis() {
        return HELLOS_PER_DOUBT * helloMillis;
    }

    /// A process that gets no input for so long, ticks included, stood still itself.
    long stallMillis() {
        return HELLOS_PER_STALL * helloMillis;
    }
}
