package io.murmur.door.redis.connection;

import io.murmur.core.delay.DelayAccount;
import io.murmur.core.delay.HopReport;
import io.murmur.core.delay.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ways of operations that one command had carried out one after the other. Immutable; it costs nothing to
/// make it longer, and most are never looked at.
///
/// @param before what was done before the operation; null if it was the first
/// @param pathBackward where the time of the operation went, last stretch first
/// @param untilNanos when its outcome was delivered, monotonic
record AccountChain(
        @Nullable AccountChain before, PendingOperation operation, List<Stretch> pathBackward, long untilNanos) {

    /// The account of its operation alone.
    DelayAccount own() {
        return new DelayAccount(pathBackward.reversed(), operation.hops());
    }

    /// The account of all.
    DelayAccount whole() {
        List<Stretch> path = new ArrayList<>();
        List<HopReport> hops = new ArrayList<>();
        for (AccountChain link = this; link != null; link = link.before()) {
            path.addAll(link.pathBackward());
            hops.addAll(0, link.operation().hops());
        }
        return new DelayAccount(path.reversed(), hops);
    }
}
