package io.murmur.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An answer to one command. RESP3 has a form for each; in RESP2 some look alike (see [ReplyEncoder]).
public sealed interface Reply {

    /// A whole number.
    record Whole(long value) implements Reply {}

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
