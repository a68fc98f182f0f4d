package io.murmur.core.formation.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a configuration may say, and how two are told apart.
class ClusterTermsTest {

    private static final List<String> ABC = List.of("c", "a", "b");

    private static String refusal(List<String> nodes, List<String> leftOut, int replicas, int partitions) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new ClusterTerms(nodes, leftOut, replicas, partitions, ""))
                .getMessage());
    }

    @Test
    void refusesWithKeyAndValue() {
        assertTrue(refusal(List.of("a", "b", "a"), List.of(), 1, 1).startsWith("murmur.cluster.nodes is [a, a, b]"));
        assertTrue(refusal(List.of("a", " "), List.of(), 1, 1).contains("has the name \" \""));
        assertTrue(refusal(List.of(), List.of(), 1, 1).contains("at least one node"));
        assertTrue(refusal(ABC, List.of("x"), 1, 1).startsWith("murmur.cluster.dangerously-form-without is [x]"));
        assertTrue(refusal(ABC, ABC, 1, 1).contains("at least one node"));
        assertTrue(refusal(ABC, List.of(), 4, 1).startsWith("murmur.cluster.replicas is 4; it must be from 1 to 3"));
        assertTrue(refusal(ABC, List.of("b"), 3, 1).contains("must be from 1 to 2"));
        assertTrue(refusal(ABC, List.of(), 0, 1).startsWith("murmur.cluster.replicas is 0"));
        assertTrue(refusal(ABC, List.of(), 1, 12).startsWith("murmur.cluster.partitions is 12"));
    }

    @Test
    void theLowestNameThatIsNotLeftOutForms() {
        assertEquals("a", new ClusterTerms(ABC, List.of(), 1, 1, "").former());
        assertEquals("b", new ClusterTerms(ABC, List.of("a"), 1, 1, "").former());
    }

    @Test
    void namesHavePlaces() {
        ClusterTerms terms = new ClusterTerms(ABC, List.of(), 1, 1, "");
        assertEquals(new NodeId(2), terms.placeOf("c"));
        assertEquals("c", terms.nameAt(new NodeId(2)));
    }

    @Test
    void orderOfNamesIsNoDifference() {
        ClusterTerms terms = new ClusterTerms(ABC, List.of(), 1, 1, "");
        assertNull(terms.differenceTo(new ClusterTerms(List.of("a", "b", "c"), List.of(), 1, 1, ""), "on node b"));
    }

    @Test
    void showsLongSettingsAroundTheirFirstDifference() {
        String same = "x".repeat(200);
        ClusterTerms here = new ClusterTerms(ABC, List.of(), 1, 1, same + "w=2" + same);
        ClusterTerms there = new ClusterTerms(ABC, List.of(), 1, 1, same);
        String sentence = String.valueOf(here.differenceTo(there, "on node b"));
        assertTrue(sentence.length() < 250 && sentence.contains("w=2"), sentence);
    }
}
