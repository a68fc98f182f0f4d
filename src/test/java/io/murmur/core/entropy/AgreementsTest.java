package io.murmur.core.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgreementsTest {

    private static final NodeId PEER = new NodeId(0xB);

    private final Agreements agreements = new Agreements(1_000);

    private List<Integer> turnOf(int suspects, int max) {
        TreeMap<Integer, Long> left = new TreeMap<>();
        for (int partition = 0; partition < suspects; partition++) {
            left.put(partition, 1L);
        }
        agreements.limit(PEER, left, max);
        return List.copyOf(left.keySet());
    }

    @Test
    void whereNotAllCanBeComparedEachGetsItsTurn() {
        assertEquals(List.of(0, 1), turnOf(5, 2));
        assertEquals(List.of(2, 3), turnOf(5, 2));
        assertEquals(List.of(0, 4), turnOf(5, 2));
        assertEquals(List.of(1, 2), turnOf(5, 2));
    }

    @Test
    void whereAllCanBeComparedAllAre() {
        assertEquals(List.of(0, 1), turnOf(2, 2));
    }
}
