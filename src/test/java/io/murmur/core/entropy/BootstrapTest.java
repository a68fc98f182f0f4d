package io.murmur.core.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A volume that lost data is whole when enough others have held the same, partition by partition.
class BootstrapTest {

    private static final NodeId SELF = new NodeId(1);
    private static final NodeId B = new NodeId(2);
    private static final NodeId C = new NodeId(3);
    private static final Placement THREE = Planner.plan(null, List.of(SELF, B, C), new Partitions(2), 3);

    private static ExchangeNotice.Agreed agreed(NodeId peer, Integer... partitions) {
        return new ExchangeNotice.Agreed(peer, List.of(partitions));
    }

    @Test
    void twoOthersOfThreeMustAgreeWhenWritesNeedTwo() {
        Bootstrap bootstrap = new Bootstrap(SELF, THREE, 2, Safeguards.ALL);
        bootstrap.note(agreed(B, 0, 1));
        bootstrap.note(agreed(B, 0, 1));
        assertEquals(2, bootstrap.left());
        bootstrap.note(agreed(C, 0));
        assertEquals(1, bootstrap.left());
        assertFalse(bootstrap.isDone());
        bootstrap.note(agreed(C, 1, 7));
        assertTrue(bootstrap.isDone());
    }

    /// What only this node has keeps them from being equal, and the others may not fetch it yet.
    @Test
    void catchingUpAndWeedingIsEnough() {
        Bootstrap bootstrap = new Bootstrap(SELF, THREE, 2, Safeguards.ALL);
        bootstrap.note(new ExchangeNotice.Weeded(B, List.of(0, 1)));
        bootstrap.note(new ExchangeNotice.Ended(C, 2));
        bootstrap.note(new ExchangeNotice.Weeded(C, List.of(0)));
        bootstrap.note(agreed(C, 1));
        assertTrue(bootstrap.isDone());
    }

    /// It may hold what the others have purged.
    @Test
    void catchingUpAloneIsNotEnough() {
        Bootstrap bootstrap = new Bootstrap(SELF, THREE, 2, Safeguards.ALL);
        Bootstrap careless = new Bootstrap(SELF, THREE, 2, Safeguards.without(Safeguard.WEED_AFTER_LOSS));
        for (Bootstrap each : List.of(bootstrap, careless)) {
            each.note(new ExchangeNotice.CaughtUp(B, List.of(0, 1)));
            each.note(new ExchangeNotice.CaughtUp(C, List.of(0, 1)));
        }
        assertFalse(bootstrap.isDone());
        assertTrue(careless.isDone());
    }

    @Test
    void oneOtherIsEnoughWhenWritesNeedAll() {
        Bootstrap bootstrap = new Bootstrap(SELF, THREE, 3, Safeguards.ALL);
        bootstrap.note(agreed(C, 0, 1));
        assertTrue(bootstrap.isDone());
    }

    @Test
    void noMoreThanTheOthersThereAre() {
        Bootstrap bootstrap = new Bootstrap(SELF, THREE, 1, Safeguards.ALL);
        bootstrap.note(agreed(C, 0, 1));
        assertFalse(bootstrap.isDone());
        bootstrap.note(agreed(B, 0, 1));
        assertTrue(bootstrap.isDone());
    }

    @Test
    void aNodeThatIsAloneHasNobodyToAsk() {
        Placement alone = Planner.plan(null, List.of(SELF), new Partitions(2), 1);
        assertTrue(new Bootstrap(SELF, alone, 1, Safeguards.ALL).isDone());
    }

    @Test
    void theSwitchMakesOneEnough() {
        Bootstrap bootstrap = new Bootstrap(SELF, THREE, 2, Safeguards.without(Safeguard.BOOTSTRAP_FROM_ENOUGH));
        bootstrap.note(agreed(B, 0, 1));
        assertTrue(bootstrap.isDone());
    }
}
