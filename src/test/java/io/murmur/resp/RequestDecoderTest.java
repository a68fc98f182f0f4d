package io.murmur.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Requests cut anywhere, requests too large, and bytes that are no requests.
class RequestDecoderTest {

    private static final RequestLimits LIMITS = new RequestLimits(4096, 1024, 32, 256);

    @Test
    void readsARequestCutAtEveryByte() {
        byte[] bytes = ascii("*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$0\r\n\r\n*1\r\n$4\r\nPING\r\nECHO \"a b\"\r\n");
        for (int cut = 0; cut <= bytes.length; cut++) {
            RequestDecoder decoder = new RequestDecoder(LIMITS);
            List<Decoded> all = new ArrayList<>(decode(decoder, bytes, 0, cut));
            all.addAll(decode(decoder, bytes, cut, bytes.length));
            assertEquals(List.of("[SET, key, ]", "[PING]", "[ECHO, a b]"), show(all), "cut at " + cut);
        }
    }

    @Test
    void readsOneByteAtATime() {
        byte[] bytes = ascii("\r\n*2\r\n$4\r\nECHO\r\n$2\r\n\r\n\r\n*0\r\n*-1\r\nPING\n");
        RequestDecoder decoder = new RequestDecoder(LIMITS);
        List<Decoded> all = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            all.addAll(decode(decoder, bytes, i, i + 1));
        }
        assertEquals(List.of("[ECHO, \r\n]", "[PING]"), show(all));
        assertEquals(0, decoder.heldBytes());
    }

    @Test
    void readsQuotedWordsAsRedisDoes() {
        assertEquals(List.of("[SET, a b, \n\u0001x]"), show(decode("SET 'a b' \"\\n\\x01x\"\r\n")));
        assertEquals(List.of("[it's, \\n]"), show(decode("'it\\'s' '\\n'\n")));
        assertEquals(List.of("garbage: unbalanced quotes in request"), show(decode("GET \"a\r\n")));
        assertEquals(List.of("garbage: unbalanced quotes in request"), show(decode("GET \"a\"b\r\n")));
    }

    @Test
    void skipsWhatIsTooLargeAndStaysInStep() {
        String large = "x".repeat(1025);
        String ping = "*1\r\n$4\r\nPING\r\n";
        List<String> shown = show(decode("*2\r\n$3\r\nGET\r\n$1025\r\n" + large + "\r\n" + ping));
        assertEquals(
                List.of("oversized: an argument of 1025 bytes is too large, at most 1024 are allowed", "[PING]"),
                shown);
        shown = show(decode("*33\r\n" + "$1\r\na\r\n".repeat(33) + ping));
        assertTrue(shown.getFirst().startsWith("oversized: a request of 33 arguments"), shown::toString);
        assertEquals("[PING]", shown.getLast());
        shown = show(decode("*5\r\n" + ("$1000\r\n" + "y".repeat(1000) + "\r\n").repeat(5) + ping));
        assertTrue(shown.getFirst().startsWith("oversized: a request of more than 4096 bytes"), shown::toString);
        assertEquals("[PING]", shown.getLast());
    }

    @Test
    void namesWhatIsWrongWithGarbage() {
        assertEquals(List.of("garbage: expected '$', got '+'"), show(decode("*1\r\n+PING\r\n")));
        assertEquals(List.of("garbage: expected '$', got '*'"), show(decode("*1\r\n*1\r\n$4\r\nPING\r\n")));
        assertEquals(List.of("garbage: invalid multibulk length"), show(decode("*x\r\n")));
        assertEquals(List.of("garbage: invalid multibulk length"), show(decode("*99999999\r\n")));
        assertEquals(List.of("garbage: invalid multibulk length"), show(decode("*" + "1".repeat(40))));
        assertEquals(List.of("garbage: invalid bulk length"), show(decode("*1\r\n$-1\r\n")));
        assertEquals(List.of("garbage: invalid bulk length"), show(decode("*1\r\n$999999999999\r\n")));
        assertEquals(List.of("garbage: expected the end of a bulk string"), show(decode("*1\r\n$1\r\nabc\r\n")));
        assertEquals(List.of("garbage: too big inline request"), show(decode("z".repeat(300))));
    }

    @Test
    void staysBrokenAfterGarbage() {
        RequestDecoder decoder = new RequestDecoder(LIMITS);
        decode(decoder, ascii("*x\r\n"), 0, 4);
        ByteBuffer more = ByteBuffer.wrap(ascii("PING\r\n"));
        assertInstanceOf(Decoded.Garbage.class, decoder.next(more));
        assertEquals(6, more.remaining());
    }

    @Test
    void holdsNoMoreThanWhatArrived() {
        RequestDecoder decoder = new RequestDecoder(new RequestLimits(400 << 20, 300 << 20, 32, 256));
        byte[] bytes = ascii("*2\r\n$3\r\nSET\r\n$300000000\r\nabc");
        assertEquals(List.of(), decode(decoder, bytes, 0, bytes.length));
        assertTrue(decoder.heldBytes() < 64, () -> "held " + decoder.heldBytes());
    }

    @Test
    void growsALargeArgumentAsItArrives() {
        RequestDecoder decoder = new RequestDecoder(new RequestLimits(1 << 20, 1 << 20, 32, 256));
        byte[] bytes = ascii("*2\r\n$4\r\nECHO\r\n$500000\r\n" + "abcde".repeat(100_000) + "\r\n");
        List<Decoded> all = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += 997) {
            all.addAll(decode(decoder, bytes, at, Math.min(bytes.length, at + 997)));
        }
        Request request = ((Decoded.Complete) all.getFirst()).request();
        assertEquals("abcde".repeat(100_000), request.text(1));
    }

    /// Goal: no bytes make it throw, spin or hold more than its limits. Method: mutated requests and noise, cut
    /// anywhere.
    @Test
    void survivesHostileBytes() {
        String alphabet = "*$+-:0123456789\r\n\"'\\x PING";
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            RequestDecoder decoder = new RequestDecoder(LIMITS);
            byte[] bytes = new byte[random.nextInt(400)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(20) == 0 ? random.nextInt(256) : pick(alphabet, random));
            }
            int at = 0;
            while (at < bytes.length) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(50));
                decode(decoder, bytes, at, to);
                at = to;
                long held = decoder.heldBytes();
                assertTrue(held <= 4096 + 256, () -> "held " + held);
            }
        }
    }

    @Test
    void readsWhateverRequestsWereWritten() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder wire = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                List<String> words = new ArrayList<>();
                for (int j = 0; j < 1 + random.nextInt(6); j++) {
                    words.add("w\r\n*$".repeat(random.nextInt(30)));
                }
                expected.add(words.toString());
                wire.append('*').append(words.size()).append("\r\n");
                words.forEach(word -> wire.append("$%d\r\n%s\r\n".formatted(word.length(), word)));
            }
            byte[] bytes = ascii(wire.toString());
            RequestDecoder decoder = new RequestDecoder(LIMITS);
            List<Decoded> all = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(200));
                all.addAll(decode(decoder, bytes, at, to));
                at = to;
            }
            assertEquals(expected, show(all), "seed " + seed);
        }
    }

    private static char pick(String alphabet, Random random) {
        return alphabet.charAt(random.nextInt(alphabet.length()));
    }

    private static List<Decoded> decode(String text) {
        byte[] bytes = ascii(text);
        return decode(new RequestDecoder(LIMITS), bytes, 0, bytes.length);
    }

    private static List<Decoded> decode(RequestDecoder decoder, byte[] bytes, int from, int to) {
        ByteBuffer chunk = ByteBuffer.wrap(bytes, from, to - from);
        List<Decoded> all = new ArrayList<>();
        while (true) {
            Decoded next = decoder.next(chunk);
            if (next instanceof Decoded.Incomplete) {
                return all;
            }
            all.add(next);
            if (next instanceof Decoded.Garbage) {
                return all;
            }
        }
    }

    private static List<String> show(List<Decoded> all) {
        return all.stream().map(RequestDecoderTest::show).toList();
    }

    private static String show(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Incomplete _ -> "incomplete";
            case Decoded.Complete(var request) -> {
                List<String> words = new ArrayList<>();
                for (int i = 0; i < request.size(); i++) {
                    words.add(request.text(i));
                }
                yield words.toString();
            }
            case Decoded.Oversized(var sentence) -> "oversized: " + sentence;
            case Decoded.Garbage(var sentence) -> "garbage: " + sentence;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
