package io.murmur.load.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Frames in hexadecimal: length (3 bytes), type, flags, stream (4 bytes), payload.
final class EtcdCodecTest {

    private static final String HEADERS_OF_ANSWER = "000001 01 04 00000001 88";
    private static final String TRAILERS = "000001 01 05 00000001 be";
    /// `PutResponse { header { revision: 5 } }`.
    private static final String STORED = "000009 00 00 00000001 00 00000004 0a 02 18 05";
    /// `RangeResponse { header { revision: 5 } count: 0 }`, as etcd leaves out zeros.
    private static final String NOTHING = STORED;
    /// `RangeResponse { header { revision: 5 } kvs { key: "k" } count: 1 }`.
    private static final String FOUND = "000010 00 00 00000001 00 0000000b 0a 02 18 05 12 03 0a 01 6b 20 01";

    private final EtcdCodec codec = new EtcdCodec(new KeySpace(10, 200), "127.0.0.1:1");
    private final ByteBuffer out = ByteBuffer.allocate(10_000);

    @Test
    void opensWithPrefaceAndSettings() {
        codec.open(out);
        assertEquals("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", text(0, 24));
        assertEquals("000000040000000000", hex(24, 9));
    }

    @Test
    void writesAPutAsOneHeadersAndOneDataFrame() {
        codec.encode(Operation.SET, 3, out);
        int headers = ((out.get(1) & 0xff) << 8) | (out.get(2) & 0xff);
        assertEquals("010400000001", hex(3, 6));
        assertTrue(text(9, headers).contains("/etcdserverpb.KV/Put"));
        int data = 9 + headers;
        int message = 18 + 3 + 200;
        assertEquals(HexFormat.of().toHexDigits(message + 5, 6) + "000100000001", hex(data, 9));
        assertEquals("00" + HexFormat.of().toHexDigits(message, 8) + "0a10", hex(data + 9, 7));
        assertEquals("key:000000000003", text(data + 16, 16));
        assertEquals("12c801", hex(data + 32, 3));
        assertEquals(data + 9 + 5 + message, out.position());
    }

    @Test
    void repeatsHeadersByNumber() {
        codec.encode(Operation.GET, 3, out);
        int first = out.position();
        codec.encode(Operation.GET, 3, out);
        assertEquals("c0bfbe", hex(first + 9 + 2 + 2 + "/etcdserverpb.KV/Range".length(), 3));
        assertEquals("00000003", hex(first + 5, 4));
    }

    @Test
    void aPutIsDoneAtTheEndOfItsStream() {
        codec.encode(Operation.SET, 3, out);
        assertEquals(Reply.PENDING, codec.decode(frames(HEADERS_OF_ANSWER, STORED), out));
        assertEquals(Reply.DONE, codec.decode(frames(TRAILERS), out));
    }

    @Test
    void anAnswerWithoutMessageIsARefusal() {
        codec.encode(Operation.SET, 3, out);
        assertEquals(Reply.REFUSED, codec.decode(frames(TRAILERS), out));
    }

    @Test
    void tellsFoundFromMissing() {
        codec.encode(Operation.GET, 3, out);
        assertEquals(Reply.DONE, codec.decode(frames(HEADERS_OF_ANSWER, FOUND, TRAILERS), out));
        EtcdCodec other = new EtcdCodec(new KeySpace(10, 200), "127.0.0.1:1");
        other.encode(Operation.GET, 3, out);
        assertEquals(Reply.MISSING, other.decode(frames(HEADERS_OF_ANSWER, NOTHING, TRAILERS), out));
    }

    @Test
    void joinsAMessageThatComesInTwoFrames() {
        codec.encode(Operation.SET, 3, out);
        String head = "000005 00 00 00000001 00 00000004";
        String body = "000004 00 00 00000001 0a 02 18 05";
        assertEquals(Reply.DONE, codec.decode(frames(HEADERS_OF_ANSWER, head, body, TRAILERS), out));
    }

    @Test
    void leavesAnIncompleteFrameUntouched() {
        codec.encode(Operation.SET, 3, out);
        ByteBuffer in = frames(STORED);
        in.limit(in.limit() - 1);
        assertEquals(Reply.PENDING, codec.decode(in, out));
        assertEquals(0, in.position());
    }

    @Test
    void answersSettingsAndPings() {
        codec.encode(Operation.SET, 3, out);
        out.clear();
        codec.decode(frames("000000 04 00 00000000", "000008 06 00 00000000 0102030405060708"), out);
        assertEquals("000000040100000000" + "000008060100000000" + "0102030405060708", hex(0, out.position()));
        out.clear();
        codec.decode(frames("000000 04 01 00000000"), out);
        assertEquals(0, out.position());
    }

    @Test
    void givesTheWindowOfTheConnectionBack() {
        String padding = "ab".repeat(1000);
        codec.encode(Operation.GET, 3, out);
        out.clear();
        for (int stream = 1; out.position() == 0 && stream < 200; stream += 2) {
            codec.decode(frames("0003e8 00 00 " + HexFormat.of().toHexDigits(stream, 8) + padding, TRAILERS), out);
            ByteBuffer unused = ByteBuffer.allocate(1_000);
            codec.encode(Operation.GET, 3, unused);
        }
        assertEquals("000004080000000000", hex(0, 9));
        assertEquals(33_000, out.getInt(9));
    }

    @Test
    void failsWhenTheServerEndsTheConnection() {
        codec.encode(Operation.SET, 3, out);
        ByteBuffer end = frames("000008 07 00 00000000 0000000000000000");
        assertThrows(BrokenDialogueException.class, () -> codec.decode(end, out));
    }

    @Test
    void failsWhenTheWindowForSendingIsUsedUp() {
        assertThrows(BrokenDialogueException.class, () -> {
            for (int index = 0; index < 1_000; index++) {
                codec.encode(Operation.SET, 3, out.clear());
            }
        });
    }

    private static ByteBuffer frames(String... frames) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", frames).replace(" ", "")));
    }

    private String hex(int start, int bytes) {
        return HexFormat.of().formatHex(out.array(), start, start + bytes);
    }

    private String text(int start, int bytes) {
        return new String(out.array(), start, bytes, StandardCharsets.ISO_8859_1);
    }
}
