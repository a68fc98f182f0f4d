package io.murmur.load.sides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What must be rejected, and what must not. Times are small numbers.
final class DivergenceTest {

    private static final Written FIRST = new Written("k", "a", 0, 10, 20, true);
    private static final Written SECOND = new Written("k", "b", 1, 12, 22, true);

    @Test
    void acceptsBothSidesOfAConflictAndCountsIt() {
        Divergence found = judge(List.of(FIRST, SECOND), false, Set.of("a", "b"));
        assertEquals(List.of(), found.faults());
        assertEquals(1, found.conflicts());
        assertEquals(2, found.acknowledged());
    }

    @Test
    void rejectsAnAcknowledgedWriteThatNobodyCouldSupersede() {
        assertRejects("lost", judge(List.of(FIRST, SECOND), false, Set.of("b")));
        assertRejects("lost", judge(List.of(FIRST), true, Set.of()));
    }

    @Test
    void acceptsOneOfTwoThatMayKnowEachOther() {
        assertEquals(List.of(), judge(List.of(FIRST, SECOND), true, Set.of("b")).faults());
    }

    @Test
    void rejectsThatAnEarlierWriteSupersedesALaterOne() {
        Written late = new Written("k", "c", 1, 30, 40, true);
        assertRejects("lost", judge(List.of(FIRST, late), true, Set.of("a")));
    }

    @Test
    void letsWritesWithoutAnswerShowOrNot() {
        Written unknown = new Written("k", "u", 0, 10, 20, false);
        assertEquals(List.of(), judge(List.of(unknown), true, Set.of()).faults());
        assertEquals(List.of(), judge(List.of(unknown), true, Set.of("u")).faults());
    }

    @Test
    void aWriteWithoutAnswerMaySupersedeWhatCameLater() {
        Written unknown = new Written("k", "u", 0, 5, 8, false);
        assertEquals(
                List.of(), judge(List.of(unknown, FIRST), true, Set.of("u")).faults());
        Written known = new Written("k", "u", 0, 5, 8, true);
        assertRejects("lost", judge(List.of(known, FIRST), true, Set.of("u")));
    }

    @Test
    void rejectsAValueThatNobodyWrote() {
        assertRejects("invented", judge(List.of(FIRST), true, Set.of("a", "z")));
    }

    @Test
    void rejectsWhatOnlySomeNodesShow() {
        Divergence found = Divergence.of(List.of(FIRST), List.of(Map.of("k", Set.of("a")), Map.of()), (_, _) -> true);
        assertRejects("lost: node 1", found);
    }

    private static Divergence judge(List<Written> written, boolean mayKnow, Set<String> values) {
        return Divergence.of(written, List.of(Map.of("k", values)), (_, _) -> mayKnow);
    }

    private static void assertRejects(String start, Divergence found) {
        assertTrue(found.faults().stream().anyMatch(fault -> fault.startsWith(start)), found.faults()::toString);
    }
}
