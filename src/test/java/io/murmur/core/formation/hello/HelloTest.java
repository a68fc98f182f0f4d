package io.murmur.core.formation.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bytes of a hello, and what it may say.
class HelloTest {

    private static final Hello HELLO = new Hello(
            new ClusterId(0, 0x77),
            new Introduction("b", new NodeId(0xB1), 2, 20),
            1,
            new Doors("bee.example", 7379, 7380),
            new VolumeReport(VolumeStarts.NONE.with(new VolumeStarts.Start(20, 7)), 129, true),
            new Contact(true, true, 10, new VolumeMemory(3, 30, 300)));
    private static final int FLAGS_FROM_END = 27;

    private static byte[] bytesOf(Hello hello) {
        BytesWriter out = new BytesWriter(64);
        hello.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void keepsItsBytesForEver() {
        byte[] bytes = bytesOf(HELLO);
        assertEquals(
                "00000000000000000000000000000077016200000000000000b10000000000000002000000000000"
                        + "001400000000000000010b6265652e6578616d706c651cd31cd4"
                        + "0100000000000000140781010103"
                        + "000000000000000a0000000000000003000000000000001eac02",
                HexFormat.of().formatHex(bytes));
        assertEquals(HELLO, Hello.readFrom(new BytesReader(bytes)));
    }

    @Test
    void keepsTheFlagsApart() {
        for (boolean flag : new boolean[] {true, false}) {
            Contact contact = new Contact(flag, !flag, Contact.NOBODY, VolumeMemory.NOTHING);
            Hello hello = new Hello(HELLO.cluster(), HELLO.self(), 1, HELLO.doors(), HELLO.volume(), contact);
            assertEquals(
                    contact, Hello.readFrom(new BytesReader(bytesOf(hello))).contact());
        }
    }

    @Test
    void refusesFlagsItDoesNotKnow() {
        byte[] bytes = bytesOf(HELLO);
        bytes[bytes.length - FLAGS_FROM_END] = 4;
        assertThrows(MalformedBytes.class, () -> Hello.readFrom(new BytesReader(bytes)));
    }

    @Test
    void refusesShorterForms() {
        byte[] bytes = bytesOf(HELLO);
        for (int at = 0; at < bytes.length; at++) {
            BytesReader torn = new BytesReader(Arrays.copyOf(bytes, at));
            assertThrows(MalformedBytes.class, () -> Hello.readFrom(torn));
        }
    }

    @Test
    void refusesDoorsNoClientCouldUse() {
        for (String host : List.of("", "a b", "a\r\nb", "h\u00f6st", "a".repeat(254))) {
            assertThrows(IllegalArgumentException.class, () -> new Doors(host, 7379, 7380));
        }
        for (int port : new int[] {0, -1, 65_536}) {
            assertThrows(IllegalArgumentException.class, () -> new Doors("a", port, 7380));
            assertThrows(IllegalArgumentException.class, () -> new Doors("a", 7379, port));
        }
    }

    @Test
    void refusesBytesOfDoorsNoClientCouldUse() {
        byte[] bytes = bytesOf(HELLO);
        int host = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("bee");
        bytes[host] = '\n';
        MalformedBytes malformed = assertThrows(MalformedBytes.class, () -> Hello.readFrom(new BytesReader(bytes)));
        assertTrue(String.valueOf(malformed.getMessage()).contains("\"?ee.example\""), malformed.getMessage());
    }
}
