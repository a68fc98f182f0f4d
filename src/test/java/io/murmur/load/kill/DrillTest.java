package io.murmur.load.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.fake.FakeFleet;
import io.murmur.load.fake.FakeFleet.Lie;
import io.murmur.load.history.Event;
import io.murmur.load.history.Load;
import io.murmur.load.history.Service;
import io.murmur.load.history.Values;
import io.murmur.load.history.Violation;
import io.murmur.load.history.Violation.Promise;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole drill against a store in memory: it must find each lie, and nothing where there is none.
@Timeout(60)
final class DrillTest {

    private static final Plan QUICK = new Plan(new Load("kill:", 200, 100, 2, 500, 1_000), 150, 200, 300, 1_000, 2_000);

    @Test
    void findsNothingWrongWithAnHonestStore() throws IOException {
        Findings findings = run(Lie.NONE, QUICK);
        assertTrue(findings.allKept(), () -> String.join("\n", findings.lines()));
        assertTrue(findings.verdict().reads() > 3 * 201 * 4, () -> String.join("\n", findings.lines()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FORGETS", "RESURRECTS", "LOSES_ALL"})
    void findsWhatAStoreLosesOrBringsBack(Lie lie) throws IOException {
        Findings findings = run(lie, QUICK);
        Promise expected = switch (lie) {
            case RESURRECTS -> Promise.DELETED_CAME_BACK;
            case LOSES_ALL -> Promise.LOST;
            case FORGETS, NONE, REFUSES -> Promise.SUPERSEDED_CAME_BACK;
        };
        List<Promise> broken =
                findings.verdict().violations().stream().map(Violation::promise).toList();
        assertTrue(broken.contains(expected), () -> String.join("\n", findings.lines()));
        assertFalse(findings.allKept());
    }

    @Test
    void failsWhenTheStoreNeverServesAgain() {
        assertThrows(IOException.class, () -> run(Lie.REFUSES, QUICK));
    }

    @Test
    void measuresTheLongestTimeWithoutServiceInsideAnOutage() {
        Service outage = new Service("node 1 down", List.of(1), 100, 200);
        List<Event> history = List.of(write(0, 90), write(0, 110), write(0, 170), write(2, 120), write(0, 230));
        assertEquals(60, outage.longestGapNanos(0, history));
        assertEquals(80, outage.longestGapNanos(2, history));
        assertEquals(100, outage.longestGapNanos(1, history));
        assertTrue(outage.wasServed(2, history));
        assertFalse(outage.wasServed(1, history));
    }

    @Test
    void tellsItsOwnValuesFromForeignOnes() {
        Values values = new Values("kill:", 20);
        assertEquals(20, values.text(77).length());
        assertEquals(77, Values.number(values.text(77)));
        assertEquals(Event.NOTHING, Values.number(null));
        assertEquals(Event.FOREIGN, Values.number("something else"));
        assertEquals(Event.FOREIGN, Values.number(""));
    }

    private static Findings run(Lie lie, Plan plan) throws IOException {
        try (FakeFleet fleet = new FakeFleet(lie)) {
            return new Drill(fleet, plan, _ -> {}).run();
        }
    }

    private static Event write(int node, long end) {
        return new Event(Event.Kind.SET, 0, 1, end - 5, end, Event.Outcome.ACKNOWLEDGED, node);
    }
}
