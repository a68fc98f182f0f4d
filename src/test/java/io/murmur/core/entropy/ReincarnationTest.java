package io.murmur.core.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Planner;
import io.murmur.core.version.ActorId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A volume that lost data. Seed 2 of the simulation: a volume was put back, and ran for a moment before it
/// was noticed. It took for skipped what it had written later in its first life, and what the other owner
/// holds.
class ReincarnationTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final int KEYS = 10;
    private static final int LEFT = 4;
    private static final long MINUTE = 60_000;

    private final Partitions partitions = new Partitions(1);

    private static ExchangeSettings paced(Safeguards safeguards) {
        return new ExchangeSettings(1_000, 100, 500, 4, 4_096, 1 << 20, 60_000, 64, 256, safeguards);
    }

    /// How many of its writes the node holds when it says that it has got everything back.
    private int heldWhenWhole(Safeguards safeguards) {
        ModelNode a = new ModelNode(A, B, partitions, paced(safeguards));
        ModelNode b = new ModelNode(B, A, partitions, paced(safeguards));
        ActorId writer = new ActorId(B, 1);
        for (int number = 1; number <= KEYS; number++) {
            a.write(writer, number, Key.of("key" + number), Value.of("v"));
            if (number <= LEFT) {
                b.write(writer, number, Key.of("key" + number), Value.of("v"));
            }
        }
        b.voidOwn(0, LEFT + 1, KEYS);
        ModelNode reborn = b.reborn(A, paced(safeguards));
        var placement = Planner.plan(null, List.of(A, B), partitions, 2);
        Bootstrap bootstrap = new Bootstrap(B, placement, 2, safeguards);
        reborn.needs(bootstrap.sourcesNeeded());
        boolean whole = new Dialogue(a, reborn)
                .runUntil(
                        () -> {
                            reborn.notices().forEach(bootstrap::note);
                            return bootstrap.isDone();
                        },
                        MINUTE);
        assertTrue(whole);
        return reborn.size();
    }

    @Test
    void isWholeOnlyWithWhatItTookForSkipped() {
        assertEquals(KEYS, heldWhenWhole(Safeguards.ALL));
    }

    @Test
    void withoutForgettingItsPastItLacksWrites() {
        assertEquals(LEFT, heldWhenWhole(Safeguards.without(Safeguard.FORGET_OWN_PAST)));
    }

    /// A write was acknowledged by B and C; then B lost it while C is away, and A never had it.
    private boolean isWholeWithoutC(Safeguards safeguards) {
        ModelNode a = new ModelNode(A, B, partitions, paced(safeguards));
        ModelNode b = new ModelNode(B, A, partitions, paced(safeguards)).reborn(A, paced(safeguards));
        a.write(new ActorId(A, 1), 1, Key.of("another key"), Value.of("v"));
        var placement = Planner.plan(null, List.of(A, B, new NodeId(0xC)), partitions, 3);
        Bootstrap bootstrap = new Bootstrap(B, placement, 2, safeguards);
        b.needs(bootstrap.sourcesNeeded());
        return new Dialogue(a, b)
                .runUntil(
                        () -> {
                            b.notices().forEach(bootstrap::note);
                            return bootstrap.isDone();
                        },
                        MINUTE);
    }

    @Test
    void isNotWholeWhileOneIsAwayWhoMayHoldMore() {
        assertFalse(isWholeWithoutC(Safeguards.ALL));
        assertTrue(isWholeWithoutC(Safeguards.without(Safeguard.BOOTSTRAP_FROM_ENOUGH)));
    }
}
