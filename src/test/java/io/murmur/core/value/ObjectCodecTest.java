package io.murmur.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.Foreign;
import io.murmur.core.version.VersionVector;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of objects, fixed for ever, and their digests.
class ObjectCodecTest {

    private static final ActorId A = new ActorId(new NodeId(0xA1), 0xA2);
    private static final ActorId B = new ActorId(new NodeId(0xB1), 0xB2);
    private static final Sibling VALUE = new Sibling(new Dot(A, 3), 0x1234, new OperationId(0x11, 0x22), Value.of("v"));
    private static final Sibling DELETE = new Sibling(new Dot(B, 200), 0x5678, new OperationId(0x33, 0x44), null);
    private static final VersionVector CONTEXT = VersionVector.of(new Dot(A, 4)).with(new Dot(B, 200));
    private static final StoredObject BOTH = StoredObject.of(CONTEXT, List.of(VALUE, DELETE), 0);

    private static final String CONTEXT_BYTES =
            "02" + "00000000000000a100000000000000a2" + "04" + "00000000000000b100000000000000b2" + "c801";
    private static final String VALUE_BYTES = "00000000000000a100000000000000a2" + "03" + "0000000000001234"
            + "0000000000000011" + "0000000000000022" + "01" + "0176" + "fc70a1c3";
    private static final String DELETE_BYTES = "00000000000000b100000000000000b2" + "c801" + "0000000000005678"
            + "0000000000000033" + "0000000000000044" + "00" + "ad3fa945";

    private static void assertGolden(String hex, StoredObject object) {
        assertEquals(hex, HexFormat.of().formatHex(object.encoded()));
        assertEquals(object, ObjectCodec.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void keepsItsBytesForEver() {
        assertGolden("01000000", StoredObject.ABSENT);
        assertGolden("0100" + CONTEXT_BYTES + "02" + VALUE_BYTES + DELETE_BYTES, BOTH);
        assertGolden(
                "0101" + CONTEXT_BYTES + "01" + DELETE_BYTES + "ac02", StoredObject.of(CONTEXT, List.of(DELETE), 300));
    }

    @Test
    void keepsItsDigestsForEver() {
        assertEquals(new ObjectDigest(-7_150_817_396_001_461_574L, -851_299_076_295_404_719L), ObjectDigest.ABSENT);
        assertEquals(new ObjectDigest(2_420_359_398_813_473_656L, -5_091_126_386_073_857_243L), ObjectDigest.of(BOTH));
    }

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < 1000; seed++) {
            RandomHistory history = new RandomHistory(seed, 30);
            StoredObject object = history.anyReached().object();
            byte[] bytes = object.encoded();
            StoredObject read = ObjectCodec.decode(bytes);
            assertEquals(object, read, "seed " + seed);
            assertSame(bytes, read.encoded(), "seed " + seed);
            StoredObject again =
                    StoredObject.of(object.context(), object.siblings(), object.maxFence(), object.superseded());
            assertArrayEquals(bytes, again.encoded(), "seed " + seed);
            for (int length = 0; length < bytes.length; length++) {
                byte[] torn = Arrays.copyOf(bytes, length);
                assertThrows(MalformedBytes.class, () -> ObjectCodec.decode(torn), "seed " + seed);
            }
        }
    }

    /// The bytes of a sibling are under its checksum: no bit of them can rot unseen.
    @Test
    void refusesEverySiblingThatHasRotted() {
        byte[] bytes = BOTH.encoded();
        int siblings = 2 + HexFormat.of().parseHex(CONTEXT_BYTES).length + 1;
        for (int bit = 8 * siblings; bit < 8 * bytes.length; bit++) {
            byte[] rotten = bytes.clone();
            rotten[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(MalformedBytes.class, () -> ObjectCodec.decode(rotten));
        }
    }

    @Test
    void refusesHostileBytesOrReadsTheOneCanonicalForm() {
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            StoredObject object = new RandomHistory(seed % 300, 12).anyReached().object();
            Foreign.assertRefusedOrCanonical(
                    object.encoded(),
                    random,
                    in -> ObjectCodec.decode(in.raw(in.remaining())),
                    read -> ObjectCodec.encode(read));
        }
    }

    private static void assertRefused(String sentence, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MalformedBytes refused = assertThrows(MalformedBytes.class, () -> ObjectCodec.decode(bytes));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    @Test
    void saysWhatIsWrongWithForeignBytes() {
        assertRefused("objects of type 2", "02000000");
        assertRefused("flags 4", "01040000");
        assertRefused("a fence of 0", "0101" + "0000" + "00");
        assertRefused("left over", "0100000000");
        assertRefused("a count is 65537, at most 0", "0100" + "00" + "818004");
        assertRefused("out of order or outside", "0100" + CONTEXT_BYTES + "02" + DELETE_BYTES + VALUE_BYTES);
        assertRefused("out of order or outside", "0100" + CONTEXT_BYTES + "02" + VALUE_BYTES + VALUE_BYTES);
        assertRefused("out of order or outside", "0100" + "00" + "01" + VALUE_BYTES);
        assertRefused("does not fit its bytes", "0100" + CONTEXT_BYTES + "01" + VALUE_BYTES.replace("0176", "0177"));
    }

    @Test
    void digestsAreEqualExactlyWhereObjectsAre() {
        for (int seed = 0; seed < 1000; seed++) {
            RandomHistory history = new RandomHistory(seed, 20);
            for (int i = 0; i < 30; i++) {
                StoredObject a = history.anyReached().object();
                StoredObject b = history.anyReached().object();
                StoredObject copy = StoredObject.of(b.context(), b.siblings(), b.maxFence(), b.superseded());
                assertEquals(a.equals(b), ObjectDigest.of(a).equals(ObjectDigest.of(copy)), "seed " + seed);
                assertEquals(
                        a.equals(b),
                        ObjectDigest.of(a).content() == ObjectDigest.of(b).content(),
                        "seed " + seed);
            }
        }
    }

    @Test
    void theVersionDigestSeesVersionsTheContentDigestAlsoValues() {
        Sibling other = new Sibling(VALUE.dot(), VALUE.hybridTime(), VALUE.operation(), Value.of("w"));
        StoredObject rotten = StoredObject.of(CONTEXT, List.of(other, DELETE), 0);
        assertEquals(ObjectDigest.of(BOTH).version(), ObjectDigest.of(rotten).version());
        assertNotEquals(ObjectDigest.of(BOTH).content(), ObjectDigest.of(rotten).content());
        StoredObject newer = StoredObject.of(CONTEXT.with(new Dot(A, 5)), BOTH.siblings(), 0);
        StoredObject fewer = StoredObject.of(CONTEXT, List.of(DELETE), 0);
        assertNotEquals(ObjectDigest.of(BOTH).version(), ObjectDigest.of(newer).version());
        assertNotEquals(ObjectDigest.of(BOTH).version(), ObjectDigest.of(fewer).version());
    }
}
