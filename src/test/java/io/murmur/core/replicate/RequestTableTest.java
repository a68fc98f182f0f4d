package io.murmur.core.replicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The table of requests in flight.
class RequestTableTest {

    private static ForwardMachine machine() {
        var message =
                new PeerMessage.Forward(1, new PeerMessage.Serial(7, 1), new ClientOperation.Get(Stand.KEY, 0), 10);
        ForwardMachine machine = new ForwardMachine(List.of(Stand.B), Stand.ticket(), message);
        machine.begin(new Now(0, 0), new RecordedOutputs<>());
        return machine;
    }

    private static void end(RequestMachine machine) {
        ((ForwardMachine) machine).forwarded(Stand.B, new Outcome.Counted(0), new Now(0, 0), new RecordedOutputs<>());
    }

    @Test
    void findsEachRequestByItsCorrelationInEveryPhaseAndNoOther() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RequestTable table = new RequestTable(1 + random.nextInt(5), random.nextLong());
            TreeMap<Long, RequestMachine> live = new TreeMap<>();
            TreeSet<Long> gone = new TreeSet<>();
            for (int step = 0; step < 200; step++) {
                if (!table.isFull() && random.nextBoolean()) {
                    long correlation = table.nextCorrelation();
                    assertFalse(live.containsKey(correlation) || gone.contains(correlation), "seed " + seed);
                    RequestMachine machine = machine();
                    table.add(machine);
                    live.put(correlation, machine);
                } else if (!live.isEmpty()) {
                    long correlation = live.firstKey();
                    live.remove(correlation);
                    table.remove(correlation);
                    gone.add(correlation);
                }
                assertEquals(live.size(), table.size(), "seed " + seed);
                int phase = random.nextInt(16);
                live.forEach((correlation, machine) -> assertSame(machine, table.find(correlation | phase)));
                gone.forEach(correlation -> assertNull(table.find(correlation | phase)));
            }
        }
    }

    @Test
    void aReplyOfAnotherBootOrAnotherPlaceFindsNothing() {
        RequestTable table = new RequestTable(4, 1);
        long correlation = table.nextCorrelation();
        table.add(machine());
        assertNull(table.find(correlation ^ 1L << 52));
        assertNull(table.find(correlation ^ 1L << 20));
        assertNull(table.find(correlation ^ 1L << 4));
        assertNull(table.find(correlation ^ 1L << 19));
        assertNotEquals(correlation, new RequestTable(4, 2).nextCorrelation());
    }

    @Test
    void leavesTheBitsOfThePhaseFree() {
        RequestTable table = new RequestTable(RequestTable.PLACES_MAX, -1);
        for (int i = 0; i < RequestTable.PLACES_MAX; i++) {
            assertEquals(0, table.nextCorrelation() & 15);
            table.add(machine());
        }
        assertTrue(table.isFull());
    }

    @Test
    void aSweepShowsAllAndFreesThoseThatAreDone() {
        RequestTable table = new RequestTable(4, 1);
        List<Long> correlations = new ArrayList<>();
        List<RequestMachine> machines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            correlations.add(table.nextCorrelation());
            machines.add(machine());
            table.add(machines.getLast());
        }
        List<RequestMachine> shown = new ArrayList<>();
        table.sweep(machine -> {
            shown.add(machine);
            if (machine == machines.get(1) || machine == machines.get(3)) {
                end(machine);
            }
        });
        assertEquals(machines, shown);
        assertEquals(2, table.size());
        assertNull(table.find(correlations.get(1)));
        assertSame(machines.get(2), table.find(correlations.get(2)));
        table.sweep(RequestTableTest::end);
        assertEquals(0, table.size());
        table.sweep(_ -> {
            throw new AssertionError("nothing is left");
        });
    }

    @Test
    void hasOneToManyPlaces() {
        assertThrows(InvariantViolation.class, () -> new RequestTable(0, 1));
        assertThrows(InvariantViolation.class, () -> new RequestTable(RequestTable.PLACES_MAX + 1, 1));
    }
}
