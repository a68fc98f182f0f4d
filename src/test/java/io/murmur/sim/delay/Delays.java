package io.murmur.sim.delay;

import io.murmur.core.delay.DelayAccount;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.Now;
import io.murmur.sim.History;

/// Whatever is lost, late, repeated or claimed, the parts of an operation's time sum to the whole, and none is
/// negative.
public final class Delays {

    private static final int CLAIM_BITS = 24;

    private Delays() {}

    /// What an answer claims of its time: drawn from the number `seed`, up to 17 ms each, often more than there
    /// was.
    public static Stay claimedBy(long seed, Now now) {
        long mixed = (seed ^ now.nanos()) * 0x9E37_79B9_7F4A_7C15L;
        return new Stay(
                now.nanos(), mixed >>> (Long.SIZE - CLAIM_BITS), mixed << CLAIM_BITS >>> (Long.SIZE - CLAIM_BITS));
    }

    /// Checks the way of an operation that was just answered.
    public static void check(Itinerary itinerary, History history) {
        DelayAccount account = new DelayAccount(itinerary.path(), itinerary.hops());
        long whole = itinerary.answeredNanos() - itinerary.arrivedNanos();
        if (account.totalNanos() != whole) {
            history.violate("an operation took " + whole + " ns, and its parts " + account);
        }
        for (Stretch stretch : account.path()) {
            if (stretch.nanos() < 0) {
                history.violate("a part of an operation took less than nothing: " + account);
            }
        }
    }
}
