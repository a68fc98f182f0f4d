package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.resp.Request;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads when a value is to end, as Redis clients say it.
///
/// @param wallClock by which durations are counted
public record Ends(InstantSource wallClock) {

    private static final long MILLIS_PER_SECOND = 1_000;

    /// How an end is given.
    enum Unit {
        /// Seconds from now.
        EX(MILLIS_PER_SECOND, true),
        /// Milliseconds from now.
        PX(1, true),
        /// Seconds since 1970.
        EXAT(MILLIS_PER_SECOND, false),
        /// Milliseconds since 1970.
        PXAT(1, false);

        private final long millis;
        private final boolean isFromNow;

        Unit(long millis, boolean isFromNow) {
            this.millis = millis;
            this.isFromNow = isFromNow;
        }
    }

    /// The unit that the word at `index` names, or null.
    static @Nullable Unit unitAt(Request request, int index) {
        for (Unit unit : Unit.values()) {
            if (request.is(index, unit.name())) {
                return unit;
            }
        }
        return null;
    }

    /// Wall milliseconds now.
    public long now() {
        return wallClock.millis();
    }

    /// Wall milliseconds; may lie in the past, or be negative.
    ///
    /// @throws MalformedBytes when there is no number, or one that is too large
    long at(Request request, int index, Unit unit) {
        long number = request.number(index);
        long from = unit.isFromNow ? now() : 0;
        if (number > (Long.MAX_VALUE - 1 - from) / unit.millis || number < -(Long.MAX_VALUE / unit.millis)) {
            throw invalid(request);
        }
        return from + number * unit.millis;
    }

    /// The same for a write, which needs an end that is still to come, as Redis does.
    long ofWrite(Request request, int index, Unit unit) {
        if (request.number(index) <= 0) {
            throw invalid(request);
        }
        return Math.max(Lifetime.PLAIN + 1, at(request, index, unit));
    }

    private static MalformedBytes invalid(Request request) {
        return new MalformedBytes("invalid expire time in '" + request.text(0).toLowerCase(Locale.ROOT) + "' command");
    }
}
