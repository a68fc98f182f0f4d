package io.murmur.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Golden bytes of every kind of reply, in both versions of the protocol.
class ReplyEncoderTest {

    @Test
    void writesWhatBothVersionsShare() {
        assertBoth("+OK\r\n", Replies.OK);
        assertBoth("+PONG\r\n", new Reply.Simple("PONG"));
        assertBoth("-ERR no such thing\r\n", Reply.error("no such thing"));
        assertBoth("$5\r\nhello\r\n", Reply.bulk("hello"));
        assertBoth("$0\r\n\r\n", Reply.bulk(""));
        assertBoth("*2\r\n:1\r\n*0\r\n", Reply.listing(Reply.number(1), Replies.EMPTY));
    }

    @Test
    void writesNumbersOfEverySize() {
        long[] numbers = {0, 9, 10, -1, 16383, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000_000L};
        for (long number : numbers) {
            assertBoth(":" + number + "\r\n", Reply.number(number));
        }
    }

    @Test
    void writesWhatOnlyTheThirdVersionKnows() {
        assertReply("$-1\r\n", "_\r\n", Replies.NULL);
        assertReply(":1\r\n", "#t\r\n", new Reply.Truth(true));
        assertReply(":0\r\n", "#f\r\n", new Reply.Truth(false));
        assertReply("$4\r\na\r\nb\r\n", "=8\r\ntxt:a\r\nb\r\n", new Reply.Verbatim("a\r\nb"));
        assertReply(
                "*2\r\n$1\r\na\r\n:1\r\n", "%1\r\n$1\r\na\r\n:1\r\n", Reply.pairs(Reply.bulk("a"), Reply.number(1)));
        assertReply("*1\r\n:7\r\n", "~1\r\n:7\r\n", new Reply.Unordered(List.of(Reply.number(7))));
    }

    @Test
    void writesFractionsInTheShortestWay() {
        assertReply("$3\r\n0.5\r\n", ",0.5\r\n", new Reply.Real(0.5));
        assertReply("$4\r\n-inf\r\n", ",-inf\r\n", new Reply.Real(Double.NEGATIVE_INFINITY));
        Map<Double, String> texts = new LinkedHashMap<>();
        texts.put(3.0, "3");
        texts.put(-17.0, "-17");
        texts.put(-0.0, "0");
        texts.put(0.1 + 0.2, "0.30000000000000004");
        texts.put(1234.5678, "1234.5678");
        texts.put(0.00001, "0.00001");
        texts.put(0.0000001, "1e-7");
        texts.put(-1.5e-9, "-1.5e-9");
        texts.put(0.001234567890123, "0.001234567890123");
        texts.put(4503599627370495.0, "4503599627370495");
        texts.put(1e16, "1e+16");
        texts.put(1.2345678901234567E+19, "12345678901234567000");
        texts.put(1.7976931348623157e308, "1.7976931348623157e+308");
        texts.put(Double.MIN_VALUE, "4.9e-324");
        texts.put(Double.POSITIVE_INFINITY, "inf");
        texts.forEach((number, text) -> assertEquals(text, new Reply.Real(number).text()));
    }

    @Test
    void neverBreaksALineOfText() {
        assertBoth("-ERR a  b\r\n", Reply.error("a\r\nb"));
        assertBoth("+a b\r\n", new Reply.Simple("a\nb"));
    }

    @Test
    void refusesAPairWithoutAValue() {
        assertThrows(IllegalArgumentException.class, () -> Reply.pairs(Reply.bulk("a")));
    }

    @Test
    void refusesToNestWithoutEnd() {
        Reply reply = Replies.EMPTY;
        for (int i = 0; i < 20; i++) {
            reply = Reply.listing(reply);
        }
        Reply deep = reply;
        assertThrows(IllegalArgumentException.class, () -> ReplyEncoder.encode(deep, Protocol.RESP2));
    }

    private static void assertBoth(String expected, Reply reply) {
        assertReply(expected, expected, reply);
    }

    private static void assertReply(String two, String three, Reply reply) {
        assertEquals(two, text(ReplyEncoder.encode(reply, Protocol.RESP2)));
        assertEquals(three, text(ReplyEncoder.encode(reply, Protocol.RESP3)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
