package io.murmur.core.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// The table itself: its slots, its invariants, its bytes.
class PlacementTest {

    @Test
    void cutsSlotsIntoEqualBlocks() {
        Partitions partitions = new Partitions(256);
        assertEquals(0, partitions.ofSlot(63));
        assertEquals(1, partitions.ofSlot(64));
        assertEquals(255, partitions.ofSlot(16383));
        assertEquals(12739 / 64, partitions.of(Key.of("123456789")));
        assertEquals(partitions.of(Key.of("{user}a")), partitions.of(Key.of("{user}b")));
    }

    @Test
    void splittingPartitionsKeepsBlocksTogether() {
        for (int slot = 0; slot < 16384; slot++) {
            assertEquals(new Partitions(256).ofSlot(slot), new Partitions(512).ofSlot(slot) / 2);
        }
    }

    @Test
    void refusesAnOwnerTwice() {
        NodeId node = new NodeId(1);
        assertThrows(InvariantViolation.class, () -> new Placement.Owners(1, List.of(node, node)));
    }

    @Test
    void nobodyOwnsAPartitionThatIsNotThere() {
        NodeId node = new NodeId(1);
        Placement placement = Planner.plan(null, List.of(node), new Partitions(4), 1);
        assertTrue(placement.isOwner(node, 3));
        assertFalse(placement.isOwner(node, 4));
        assertFalse(placement.isOwner(node, -1));
    }

    @Test
    void keepsItsBytesForEver() {
        Placement placement =
                Planner.plan(null, List.of(new NodeId(1), new NodeId(2), new NodeId(3)), new Partitions(4), 2);
        String golden = HexFormat.of().formatHex(placement.encode());
        assertEquals(GOLDEN, golden);
        assertEquals(placement, Placement.decode(HexFormat.of().parseHex(GOLDEN)));
    }

    @Test
    void refusesEveryDamagedByte() {
        byte[] encoded = Planner.plan(null, PlannerTest.members(3, 1), new Partitions(16), 3)
                .encode();
        assertArrayEquals(encoded, Placement.decode(encoded).encode());
        for (int at = 0; at < encoded.length; at++) {
            byte[] damaged = encoded.clone();
            damaged[at] ^= 0x40;
            assertThrows(MalformedBytes.class, () -> Placement.decode(damaged));
        }
    }

    /// Bytes that fit their checksum and make no table, as a faulty writer would make them.
    @Test
    void refusesTablesThatCannotBe() {
        byte[] encoded = Planner.plan(null, PlannerTest.members(3, 1), new Partitions(16), 3)
                .encode();
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] other = encoded.clone();
            other[random.nextInt(other.length - 4)] = (byte) random.nextInt();
            CRC32C checksum = new CRC32C();
            checksum.update(other, 0, other.length - 4);
            ByteBuffer.wrap(other).putInt(other.length - 4, (int) checksum.getValue());
            try {
                assertFalse(Placement.decode(other).nodes().isEmpty());
            } catch (MalformedBytes refused) {
                assertFalse(String.valueOf(refused.getMessage()).isEmpty());
            }
        }
    }

    private static final String GOLDEN =
            "0101040203000000000000000100000000000000020000000000000003010001010102010200010001b9f070ec";
}
