package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.memory.OperationWindow;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.Foreign;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of a lane's snapshot, fixed for ever.
class LaneStateTest {

    private static final ActorId SELF = new ActorId(new NodeId(0xA1), 0xA2);
    private static final ReplicaLimits LIMITS = TestLane.LIMITS;

    private static LaneState empty() {
        return new LaneState(SELF, List.of(3), LIMITS);
    }

    private static LaneState lived() {
        LaneState state = empty();
        state.evolve(new ReplicaEvent.IncarnationBegun(3, SELF.incarnation(), 0));
        state.evolve(new ReplicaEvent.LeaseExtended(3, 300));
        state.evolve(new ReplicaEvent.ObjectChanged(
                3,
                Key.of("k").hash(),
                List.of(new Dot(SELF, 1), new Dot(SELF, 2)),
                0x77,
                List.of(new OperationId(0x11, 0x22)),
                1,
                new DigestChange(true, 0, 0x55)));
        state.evolve(new ReplicaEvent.GapVoided(3, new ActorId(new NodeId(0xB1), 0xB2), 2, 4));
        return state;
    }

    private static String golden(String format) {
        String self = "00000000000000a100000000000000a2";
        return format + self + "01" + "03" + "02" + "ac02" + "0000000000000077" + "01" + "00"
                + "02" + self + "010101" + "00000000000000b100000000000000b2" + "010202"
                + "0000000000000000" + "00" + "01" + "00000000000000110000000000000022";
    }

    private static String goldenBegun() {
        return "01" + "00000000000000a2";
    }

    private static String goldenTree() {
        long hash = Key.of("k").hash();
        BytesWriter tree = new BytesWriter(16).u8(1).u8(1);
        for (int segment = 0; segment < MerkleTree.SEGMENTS; segment++) {
            tree.i64(segment == MerkleTree.segmentOf(hash) ? MerkleTree.itemOf(hash, 0x55) : 0);
        }
        return HexFormat.of().formatHex(tree.toByteArray());
    }

    @Test
    void keepsItsBytesForEver() {
        String golden = golden("02") + goldenBegun() + goldenTree();
        assertEquals(golden, HexFormat.of().formatHex(lived().toBytes()));
        LaneState read = empty();
        read.restore(HexFormat.of().parseHex(golden), LIMITS);
        assertEquals(golden, HexFormat.of().formatHex(read.toBytes()));
    }

    @Test
    void knowsThatASnapshotOfBeforeThereWereTreesHasNone() {
        LaneState read = empty();
        assertTrue(Objects.requireNonNull(read.replica(3)).isTreeWhole());
        read.restore(HexFormat.of().parseHex(golden("01")), LIMITS);
        ReplicaState replica = Objects.requireNonNull(read.replica(3));
        assertFalse(replica.isTreeWhole());
        assertEquals(
                golden("02") + "00" + "0000000000000000" + "00", HexFormat.of().formatHex(read.toBytes()));
        MerkleTree made = new MerkleTree();
        made.change(Key.of("k").hash(), 0, 0x55);
        replica.replaceTree(made);
        assertEquals(
                golden("02") + "00" + "0000000000000000" + goldenTree(),
                HexFormat.of().formatHex(read.toBytes()));
    }

    @Test
    void anEventOfBeforeThereWereTreesLeavesATreeThatMustBeMadeAnew() {
        LaneState state = lived();
        state.evolve(new ReplicaEvent.ObjectChanged(3, 1, List.of(), 0, List.of(), 0, DigestChange.to(7)));
        assertFalse(Objects.requireNonNull(state.replica(3)).isTreeWhole());
    }

    @Test
    void keepsTheBoundsOfForgottenOperations() {
        for (int seed = 0; seed < 100; seed++) {
            LaneState state = LaneRestartTest.randomLane(seed).state();
            LaneState read = new LaneState(state.self(), List.of(0, 1), LIMITS);
            read.restore(state.toBytes(), LIMITS);
            assertArrayEquals(state.toBytes(), read.toBytes(), "seed " + seed);
        }
    }

    @Test
    void refusesEveryShorterForm() {
        byte[] bytes = lived().toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThrows(MalformedBytes.class, () -> empty().restore(torn, LIMITS));
        }
    }

    @Test
    void refusesHostileBytesOrReadsAStateThatItCanKeep() {
        byte[] bytes = LaneRestartTest.randomLane(1).state().toBytes();
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] hostile = Foreign.changed(bytes, new Random(seed));
            LaneState read = new LaneState(SELF, List.of(), LIMITS);
            try {
                read.restore(hostile, LIMITS);
            } catch (MalformedBytes refused) {
                continue;
            }
            LaneState again = new LaneState(SELF, List.of(), LIMITS);
            again.restore(read.toBytes(), LIMITS);
            assertArrayEquals(read.toBytes(), again.toBytes(), "seed " + seed);
        }
    }

    @Test
    void refusesAnotherFormat() {
        byte[] bytes = lived().toBytes();
        bytes[0] = 3;
        MalformedBytes refused = assertThrows(MalformedBytes.class, () -> empty().restore(bytes, LIMITS));
        assertTrue(String.valueOf(refused.getMessage()).contains("format 3"), refused.getMessage());
    }

    @Test
    void anEventOfAnotherLanesPartitionIsAnError() {
        assertThrows(InvariantViolation.class, () -> empty().evolve(new ReplicaEvent.LeaseExtended(4, 9)));
    }

    @Test
    void aSmallerWindowForgetsTheOldest() {
        LaneState state = new LaneState(SELF, List.of(3), new ReplicaLimits(10, 4, 100, 500, 6));
        for (int i = 1; i <= 4; i++) {
            state.evolve(new ReplicaEvent.ObjectChanged(
                    3, 1, List.of(), 0, List.of(new OperationId(9, i)), 0, DigestChange.to(0)));
        }
        ReplicaLimits smaller = new ReplicaLimits(10, 2, 100, 500, 6);
        LaneState read = new LaneState(SELF, List.of(3), smaller);
        read.restore(state.toBytes(), smaller);
        OperationWindow window = Objects.requireNonNull(read.replica(3)).operations();
        assertTrue(window.contains(new OperationId(9, 3)) && window.contains(new OperationId(9, 4)));
        assertTrue(!window.contains(new OperationId(9, 2)) && window.mayHaveForgotten(new OperationId(9, 2)));
    }
}
