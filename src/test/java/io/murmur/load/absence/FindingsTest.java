package io.murmur.load.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.absence.Census.Verdict;
import io.murmur.load.absence.Findings.Course;
import io.murmur.load.absence.Findings.NodeUse;
import io.murmur.load.absence.Findings.Traffic;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FindingsTest {

    private static final Story STORY = new Story(30, 300, 60);
    private static final AbsencePlan PLAN = new AbsencePlan(STORY, 5, 8, 100, 50, 1, 1, 60_000, 512);
    private static final Course WELL =
            new Course(2, OptionalDouble.of(3), OptionalDouble.of(4), OptionalDouble.of(5), OptionalDouble.of(6));

    private static Findings findings(Course course, long peakMib) {
        return findings(course, peakMib, STORY.keys());
    }

    private static Findings findings(Course course, long peakMib, long keysJudged) {
        NodeUse use = new NodeUse(List.of(1L, 1L, -1L), List.of(2L, peakMib, -1L), List.of(3L, 3L, 3L));
        return new Findings(
                PLAN,
                course,
                List.of(use),
                new Traffic(10, 0, 1_000, 2_000, 300, 1, 0),
                Map.of(),
                Map.of(),
                scribes(),
                scribes(),
                census(keysJudged));
    }

    private static Census census(long keys) {
        Census census = new Census(STORY, Set.of());
        for (long key = 0; key < keys; key++) {
            census.count(Verdict.RIGHT, key, "");
        }
        return census;
    }

    private static Scribes scribes() {
        return new Scribes(STORY, new Scribes.Style(List.of(), 5, 8, 1_000));
    }

    @Test
    void findsNothingWrongWhereEverythingWentWell() {
        Findings findings = findings(WELL, 512);
        assertEquals(List.of(), findings.faults());
        assertTrue(findings.lines().contains("all promises kept"));
    }

    @Test
    void aNodeThatNeverAgreesBreaksAPromise() {
        Course never =
                new Course(2, OptionalDouble.of(3), OptionalDouble.of(4), OptionalDouble.empty(), OptionalDouble.of(6));
        Findings findings = findings(never, 512);
        assertEquals(List.of("owners did not agree again within 60000 ms"), findings.faults());
        assertFalse(findings.allKept());
    }

    @Test
    void deletesThatStayBreakAPromise() {
        Course stays =
                new Course(2, OptionalDouble.of(3), OptionalDouble.of(4), OptionalDouble.of(5), OptionalDouble.empty());
        assertFalse(findings(stays, 512).allKept());
    }

    @Test
    void aNodeThatTakesMoreMemoryThanItIsPromisedToBreaksAPromise() {
        assertEquals(
                List.of("a node took 513 MiB of memory, 512 are allowed"),
                findings(WELL, 513).faults());
    }

    @Test
    void aKeyThatWasNotAskedForBreaksAPromise() {
        assertEquals(
                List.of("only 329 of 330 keys were judged"),
                findings(WELL, 512, 329).faults());
    }
}
