package io.murmur.resp;

import io.murmur.core.bytes.BytesWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes replies as bytes.
///
/// In RESP2 there are no maps, sets, truths, fractions and nulls of their own: pairs and sets become arrays, a
/// truth becomes 1 or 0, a number with a fraction its text, null the null bulk string. Lines never hold a line
/// break, whatever text they are given.
public final class ReplyEncoder {

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] NULL2 = ascii("$-1\r\n");
    private static final byte[] NULL3 = ascii("_\r\n");
    private static final byte[] TRUE = ascii("#t\r\n");
    private static final byte[] FALSE = ascii("#f\r\n");
    private static final byte[] VERBATIM_KIND = ascii("txt:");
    private static final int DEPTH_MAX = 16;

    private ReplyEncoder() {}

    /// The bytes of `reply` by themselves: for tests, and for what is written once.
    public static byte[] encode(Reply reply, Protocol protocol) {
        BytesWriter writer = new BytesWriter(64);
        write(reply, protocol, new ByteSink() {
            @Override
            public void put(int value) {
                writer.u8(value);
            }

            @Override
            public void put(byte[] bytes, int offset, int length) {
                writer.raw(bytes, offset, length);
            }
        });
        return writer.toByteArray();
    }

    /// Writes `reply` to `sink`.
    public static void write(Reply reply, Protocol protocol, ByteSink sink) {
        write(reply, protocol, sink, DEPTH_MAX);
    }

    private static void write(Reply reply, Protocol protocol, ByteSink sink, int depthLeft) {
        if (depthLeft == 0) {
            throw new IllegalArgumentException("a reply nests deeper than " + DEPTH_MAX);
        }
        boolean three = protocol == Protocol.RESP3;
        switch (reply) {
            case Reply.Bulk bulk -> bulk('$', bulk.bytes(), sink);
            case Reply.Simple(var text) -> simple(text, sink);
            case Reply.Failure(var code, var sentence) -> line('-', code + " " + sentence, sink);
            case Reply.Whole(var value) -> header(':', value, sink);
            case Reply.Real real when three -> line(',', real.text(), sink);
            case Reply.Real real -> bulk('$', ascii(real.text()), sink);
            case Reply.Truth(var value) when three -> put(value ? TRUE : FALSE, sink);
            case Reply.Truth(var value) -> header(':', value ? 1 : 0, sink);
            case Reply.Null() -> put(three ? NULL3 : NULL2, sink);
            case Reply.Verbatim(var text) -> verbatim(text, three, sink);
            case Reply.Listing(var elements) ->
                elements('*', elements.size(), elements).write(protocol, sink, depthLeft);
            case Reply.Unordered(var elements) ->
                elements(three ? '~' : '*', elements.size(), elements).write(protocol, sink, depthLeft);
            case Reply.Pairs(var elements) ->
                elements(three ? '%' : '*', three ? elements.size() / 2 : elements.size(), elements)
                        .write(protocol, sink, depthLeft);
        }
    }

    private record Elements(char marker, int count, List<Reply> replies) {
        void write(Protocol protocol, ByteSink sink, int depthLeft) {
            header(marker, count, sink);
            for (Reply element : replies) {
                ReplyEncoder.write(element, protocol, sink, depthLeft - 1);
            }
        }
    }

    private static Elements elements(char marker, int count, List<Reply> replies) {
        return new Elements(marker, count, replies);
    }

    private static void simple(String text, ByteSink sink) {
        if (text.equals("OK")) {
            put(OK, sink);
        } else {
            line('+', text, sink);
        }
    }

    private static void line(char marker, String text, ByteSink sink) {
        sink.put(marker);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                bytes[i] = ' ';
            }
        }
        put(bytes, sink);
        put(LINE_END, sink);
    }

    private static void verbatim(String text, boolean three, ByteSink sink) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!three) {
            bulk('$', bytes, sink);
            return;
        }
        header('=', bytes.length + VERBATIM_KIND.length, sink);
        put(VERBATIM_KIND, sink);
        put(bytes, sink);
        put(LINE_END, sink);
    }

    private static void bulk(char marker, byte[] bytes, ByteSink sink) {
        header(marker, bytes.length, sink);
        put(bytes, sink);
        put(LINE_END, sink);
    }

    private static void header(char marker, long number, ByteSink sink) {
        sink.put(marker);
        if (number >= 0 && number < 10) {
            sink.put('0' + (int) number);
        } else {
            digits(number, sink);
        }
        put(LINE_END, sink);
    }

    private static void digits(long number, ByteSink sink) {
        if (number == Long.MIN_VALUE) {
            put(ascii(Long.toString(number)), sink);
            return;
        }
        long rest = number;
        if (rest < 0) {
            sink.put('-');
            rest = -rest;
        }
        long divisor = 1;
        while (rest / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            sink.put('0' + (int) (rest / divisor % 10));
        }
    }

    private static void put(byte[] bytes, ByteSink sink) {
        sink.put(bytes, 0, bytes.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
