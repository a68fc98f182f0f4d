package io.murmur.core.formation.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bytes of the formation record, fixed for ever.
class FormationRecordTest {

    private static final NodeId A = new NodeId(0xA1);
    private static final NodeId B = new NodeId(0xB1);
    private static final ClusterTerms TERMS = new ClusterTerms(List.of("a", "b", "c"), List.of("c"), 2, 2, "w=2");
    private static final Proposal PROPOSAL = new Proposal(new ClusterId(0, 0x77), "a", A);
    private static final Formed FORMED =
            Formed.first(new ClusterId(0, 0x77), TERMS, List.of(new Formed.Member("a", A), new Formed.Member("b", B)));

    private static FormationRecord record(Standing standing) {
        return new FormationRecord("a", A, standing);
    }

    private static void assertGolden(String golden, Standing standing) {
        assertEquals(golden, HexFormat.of().formatHex(record(standing).encode()));
        assertEquals(record(standing), FormationRecord.decode(HexFormat.of().parseHex(golden)));
    }

    @Test
    void keepsItsBytesForEver() {
        assertGolden("4d55524d5552464f0001016100000000000000a100bb32fc45", new Standing.Blank());
        assertGolden(
                "4d55524d5552464f0001016100000000000000a10100000000000000000000000000000077016100"
                        + "000000000000a103016101620163010163020203773d32c1034097",
                new Standing.Proposed(PROPOSAL, TERMS));
        assertGolden(
                "4d55524d5552464f0001016100000000000000a10200000000000000000000000000000077016100"
                        + "000000000000a103016101620163010163020203773d3272024ad5",
                new Standing.Voted(PROPOSAL, TERMS));
        assertGolden(
                "4d55524d5552464f0001016100000000000000a10300000000000000000000000000000077000000"
                        + "00000000b1a6afe39d",
                new Standing.Barred(new ClusterId(0, 0x77), B));
        assertGolden(
                "4d55524d5552464f0001016100000000000000a10400000000000000000000000000000077030161"
                        + "01620163010163020203773d3202016100000000000000a1016200000000000000b11f0101020202"
                        + "00000000000000a100000000000000b10100010101006ff2473e013578d6dc",
                new Standing.Member(FORMED));
    }

    @Test
    void refusesEveryDamagedByteAndEveryShorterForm() {
        byte[] encoded = record(new Standing.Member(FORMED)).encode();
        for (int at = 0; at < encoded.length; at++) {
            byte[] damaged = encoded.clone();
            damaged[at] ^= 0x10;
            byte[] torn = Arrays.copyOf(encoded, at);
            assertThrows(MalformedBytes.class, () -> FormationRecord.decode(damaged));
            assertThrows(MalformedBytes.class, () -> FormationRecord.decode(torn));
        }
    }

    @Test
    void aTableNamesEachNodeAndEachVolumeOnce() {
        ClusterTerms alone = new ClusterTerms(List.of("a", "b"), List.of(), 1, 1, "");
        List<Formed.Member> sameId = List.of(new Formed.Member("a", A), new Formed.Member("b", A));
        List<Formed.Member> sameName = List.of(new Formed.Member("a", A), new Formed.Member("a", B));
        assertThrows(InvariantViolation.class, () -> Formed.first(new ClusterId(0, 1), alone, sameId));
        assertThrows(InvariantViolation.class, () -> Formed.first(new ClusterId(0, 1), alone, sameName));
    }

    @Test
    void readsAClusterId() {
        assertEquals(new ClusterId(0, 0x77), ClusterId.parse("00000000000000000000000000000077"));
        assertThrows(IllegalArgumentException.class, () -> ClusterId.parse("77"));
    }
}
