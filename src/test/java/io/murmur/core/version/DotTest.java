package io.murmur.core.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Dots and actors: their bytes, and their order, which must be the same everywhere.
class DotTest {

    private static final ActorId A = new ActorId(new NodeId(0xA1), 0xB2);

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < 2000; seed++) {
            Dot dot = new RandomVersions(new Random(seed)).dot();
            Foreign.assertRoundTrip(dot, dot::writeTo, Dot::readFrom, "seed " + seed);
            Foreign.assertRoundTrip(dot.actor(), dot.actor()::writeTo, ActorId::readFrom, "seed " + seed);
        }
    }

    @Test
    void refusesHostileBytesOrReadsTheOneCanonicalForm() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            Dot dot = new RandomVersions(random).dot();
            Foreign.assertRefusedOrCanonical(
                    Foreign.bytesOf(dot::writeTo), random, Dot::readFrom, read -> Foreign.bytesOf(read::writeTo));
        }
    }

    @Test
    void keepsItsBytesForEver() {
        assertEquals(
                "00000000000000a1" + "00000000000000b2" + "8001",
                HexFormat.of().formatHex(Foreign.bytesOf(new Dot(A, 128)::writeTo)));
        assertEquals(ActorId.BYTES, Foreign.bytesOf(A::writeTo).length);
    }

    @Test
    void countersStartAtOne() {
        assertThrows(InvariantViolation.class, () -> new Dot(A, 0));
        byte[] zero = Foreign.bytesOf(out -> {
            A.writeTo(out);
            out.varint(0);
        });
        assertThrows(MalformedBytes.class, () -> Foreign.readAll(zero, Dot::readFrom));
    }

    @Test
    void actorsAreOrderedUnsignedNodeFirst() {
        List<ActorId> shuffled = new ArrayList<>(RandomVersions.ACTORS);
        Collections.shuffle(shuffled, new Random(1));
        assertEquals(RandomVersions.ACTORS, shuffled.stream().sorted().toList());
    }

    @Test
    void dotsAreOrderedByActorThenCounter() {
        Dot first = new Dot(RandomVersions.ACTORS.get(0), 9);
        Dot second = new Dot(RandomVersions.ACTORS.get(1), 2);
        Dot third = new Dot(RandomVersions.ACTORS.get(1), 10);
        assertEquals(
                List.of(first, second, third),
                List.of(third, first, second).stream().sorted().toList());
    }
}
