package io.murmur.load.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RespCodecTest {

    private static final KeySpace SPACE = new KeySpace(10, 5);

    private final ByteBuffer out = ByteBuffer.allocate(1_000);

    @Test
    void writesAReadOfOneKey() {
        new RespCodec(SPACE, 0, 0).encode(Operation.GET, 42, out);
        assertEquals("*2\r\n$3\r\nGET\r\n$16\r\nkey:000000000042\r\n", written());
    }

    @Test
    void writesAWriteAndItsWait() {
        new RespCodec(SPACE, 1, 2000).encode(Operation.SET, 7, out);
        String text = written();
        assertEquals("*3\r\n$3\r\nSET\r\n$16\r\nkey:000000000007\r\n$5\r\n", text.substring(0, 40));
        assertEquals("\r\n*3\r\n$4\r\nWAIT\r\n$1\r\n1\r\n$4\r\n2000\r\n", text.substring(45));
    }

    @Test
    void waitsUntilTheWholeAnswerIsThere() {
        RespCodec codec = new RespCodec(SPACE, 0, 0);
        codec.encode(Operation.GET, 1, out);
        String answer = "$5\r\nhello\r\n";
        for (int bytes = 0; bytes < answer.length(); bytes++) {
            assertEquals(Reply.PENDING, codec.decode(bytes(answer.substring(0, bytes)), out));
        }
        assertEquals(Reply.DONE, codec.decode(bytes(answer), out));
    }

    @Test
    void aWriteIsDoneWhenItsWaitWasAnsweredToo() {
        assertEquals(Reply.PENDING, replyToSet("+OK\r\n"));
        assertEquals(Reply.DONE, replyToSet("+OK\r\n:1\r\n"));
    }

    @Test
    void aWriteThatReachedNoReplicaIsRefused() {
        assertEquals(Reply.REFUSED, replyToSet("+OK\r\n:0\r\n"));
        assertEquals(Reply.REFUSED, replyToSet("-READONLY no\r\n:1\r\n"));
    }

    @Test
    void tellsAMissingValueInBothVersionsOfTheProtocol() {
        assertEquals(Reply.MISSING, replyToGet("$-1\r\n"));
        assertEquals(Reply.MISSING, replyToGet("_\r\n"));
    }

    @Test
    void refusesWhatIsNoReply() {
        assertThrows(BrokenDialogueException.class, () -> replyToGet("HTTP/1.1 400\r\n"));
    }

    private Reply replyToSet(String answer) {
        RespCodec codec = new RespCodec(SPACE, 1, 100);
        codec.encode(Operation.SET, 1, out.clear());
        return codec.decode(bytes(answer), out);
    }

    private Reply replyToGet(String answer) {
        RespCodec codec = new RespCodec(SPACE, 0, 0);
        codec.encode(Operation.GET, 1, out.clear());
        return codec.decode(bytes(answer), out);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String written() {
        return new String(out.array(), 0, out.position(), StandardCharsets.ISO_8859_1);
    }
}
