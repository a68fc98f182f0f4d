package io.murmur.door.redis.scores;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.core.value.Sibling;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Scores as clients say them, and as they are stored: the 8 bytes of an IEEE 754 double, big-endian; never NaN, and
/// one zero only, so that equal scores are equal bytes.
final class Score {

    /// More than any number needs.
    private static final int TEXT_MAX = 400;

    private Score() {}

    /// The number that a text is.
    ///
    /// @throws MalformedBytes with `complaint` when it is none
    static double parse(byte[] text, String complaint) {
        String number = new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        double score = switch (number) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(number);
        };
        if (Double.isNaN(score)) {
            throw new MalformedBytes(complaint);
        }
        return score + 0.0;
    }

    /// NaN if it is none, or too great, or so small that nothing of it would be left.
    private static double finite(String number) {
        if (number.length() > TEXT_MAX) {
            return Double.NaN;
        }
        try {
            boolean isZero = new BigDecimal(number).signum() == 0;
            double score = Double.parseDouble(number);
            return Double.isInfinite(score) || (score == 0 && !isZero) ? Double.NaN : score;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    static Value encode(double score) {
        BytesWriter out = new BytesWriter(Double.BYTES);
        out.i64(Double.doubleToLongBits(score));
        return Value.ofOwned(out.toByteArray());
    }

    /// What a member holds.
    ///
    /// @throws MalformedBytes when that is no score
    static double of(Sibling member) {
        Value value = member.value();
        if (value == null || value.length() != Double.BYTES) {
            throw new MalformedBytes("a member of the sorted set holds something that is no score");
        }
        return Double.longBitsToDouble(new BytesReader(value.bytes()).i64());
    }

    /// What a member holds, as a client is told; null if it is not there.
    static Reply reply(@Nullable Sibling member) {
        return member == null ? Replies.NULL : new Reply.Real(of(member));
    }
}
