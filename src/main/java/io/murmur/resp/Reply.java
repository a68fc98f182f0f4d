package io.murmur.resp;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An answer to one command. RESP3 has a form for each; in RESP2 some look alike (see [ReplyEncoder]).
public sealed interface Reply {

    /// A whole number.
    record Whole(long value) implements Reply {}

    /// A number that may have a fraction, or be infinite. In RESP2 it is the bytes of its text.
    record Real(double value) implements Reply {

        /// Whole numbers up to this are exact, and written as such.
        private static final double WHOLE_MAX = 0x1p52;
        private static final int ZEROS_BEHIND_MAX = 7;
        private static final int ZEROS_BEFORE_MAX = 4;

        /// The text that Redis has for it: the shortest that means this number and no other.
        public String text() {
            if (Double.isInfinite(value)) {
                return value > 0 ? "inf" : "-inf";
            }
            if (value == Math.rint(value) && Math.abs(value) < WHOLE_MAX) {
                return Long.toString((long) value);
            }
            BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            String digits = shortest.unscaledValue().abs().toString();
            int exponent = digits.length() - shortest.scale() - 1;
            boolean isPlain = shortest.scale() <= 0
                    ? exponent < digits.length() + ZEROS_BEHIND_MAX
                    : shortest.scale() < ZEROS_BEHIND_MAX || Math.abs(exponent) < ZEROS_BEFORE_MAX;
            if (isPlain) {
                return shortest.toPlainString();
            }
            return (value < 0 ? "-" : "")
                    + digits.charAt(0)
                    + (digits.length() == 1 ? "" : "." + digits.substring(1))
                    + (exponent < 0 ? "e-" : "e+")
                    + Math.abs(exponent);
        }
    }

    /// A short word such as `OK`.
    record Simple(String text) implements Reply {}

    /// A failure.
    ///
    /// @param code the word programs look at, in capitals
    /// @param sentence what people read
    record Failure(String code, String sentence) implements Reply {}

    record Truth(boolean value) implements Reply {}

    /// Nothing there.
    record Null() implements Reply {}

    /// Text of several lines, to be shown as it is.
    record Verbatim(String text) implements Reply {}

    /// Replies in order.
    record Listing(List<Reply> elements) implements Reply {
        public Listing {
            elements = List.copyOf(elements);
        }
    }

    /// Distinct replies without order.
    record Unordered(List<Reply> elements) implements Reply {
        public Unordered {
            elements = List.copyOf(elements);
        }
    }

    /// Names and what they name: the elements are name, value, name, value...
    record Pairs(List<Reply> elements) implements Reply {
        public Pairs {
            elements = List.copyOf(elements);
            if (elements.size() % 2 != 0) {
                throw new IllegalArgumentException("a name has no value");
            }
        }
    }

    /// Bytes as a user stored them, shared: never changed.
    final class Bulk implements Reply {

        private final byte[] bytes;

        private Bulk(byte[] bytes) {
            this.bytes = bytes;
        }

        /// The bytes themselves: read, never write.
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /// The bytes, which must not change any more.
    static Reply bulk(byte[] bytes) {
        return new Bulk(bytes);
    }

    static Reply bulk(String text) {
        return new Bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply number(long value) {
        return new Whole(value);
    }

    static Reply listing(Reply... elements) {
        return new Listing(Arrays.asList(elements));
    }

    static Reply pairs(Reply... elements) {
        return new Pairs(Arrays.asList(elements));
    }

    /// A listing of texts.
    static Reply texts(List<String> texts) {
        List<Reply> elements = new ArrayList<>(texts.size());
        for (String text : texts) {
            elements.add(bulk(text));
        }
        return new Listing(elements);
    }

    /// The commonest failure: the request itself is wrong.
    static Reply error(String sentence) {
        return new Failure("ERR", sentence);
    }
}
