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
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A volume was put back to what it was before some keys were deleted and purged at the others.
class WeedingTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final ActorId WRITER = new ActorId(A, 1);
    private static final Key PURGED = Key.of("purged");
    private static final Key REBORN = Key.of("deleted and written again");
    private static final Key KEPT = Key.of("kept");
    private static final long MINUTE = 60_000;

    private final Partitions partitions = new Partitions(1);
    private ModelNode peer = node(A, B, Safeguards.ALL);
    private ModelNode putBack = node(B, A, Safeguards.ALL);
    private Dialogue dialogue = new Dialogue(peer, putBack);

    private ModelNode node(NodeId self, NodeId other, Safeguards safeguards) {
        return new ModelNode(self, other, partitions, paced(safeguards));
    }

    private static ExchangeSettings paced(Safeguards safeguards) {
        return new ExchangeSettings(1_000, 100, 500, 4, 4_096, 1 << 20, 60_000, 64, 256, safeguards);
    }

    @BeforeEach
    void begin() {
        begin(Safeguards.ALL);
    }

    private void begin(Safeguards safeguards) {
        peer = node(A, B, safeguards);
        putBack = node(B, A, safeguards);
        for (ModelNode node : new ModelNode[] {peer, putBack}) {
            node.write(WRITER, 1, PURGED, Value.of("old"));
            node.write(WRITER, 2, REBORN, Value.of("old"));
            node.write(WRITER, 3, KEPT, Value.of("v"));
        }
        // Gone from rows and tree, and covered by the clock: as a purge leaves it.
        peer.lose(PURGED);
        peer.lose(REBORN);
        peer.write(WRITER, 4, REBORN, Value.of("new"));
        dialogue = new Dialogue(peer, putBack);
    }

    private boolean weeds() {
        return putBack.notices().stream().anyMatch(ExchangeNotice.Weeded.class::isInstance);
    }

    @Test
    void dropsWhatThePeersHaveSeenGo() {
        putBack.needs(1);
        assertTrue(dialogue.runUntil(this::weeds, MINUTE));
        assertEquals(StoredObject.ABSENT, putBack.rowOf(PURGED));
        assertEquals(peer.rowOf(KEPT), putBack.rowOf(KEPT));
        assertEquals(
                peer.rowOf(REBORN).siblings(), putBack.rowOf(REBORN).siblings(), "only what was written again is left");
    }

    /// It may be the only one that holds what one peer has lost.
    @Test
    void dropsNothingThatTooFewHaveSeenGo() {
        putBack.needs(2);
        StoredObject before = putBack.rowOf(PURGED);
        assertTrue(dialogue.runUntil(this::weeds, MINUTE));
        assertEquals(before, putBack.rowOf(PURGED));
    }

    @Test
    void whoLostNothingDropsNothing() {
        StoredObject before = putBack.rowOf(PURGED);
        assertFalse(dialogue.runUntil(this::weeds, 5_000));
        assertEquals(before, putBack.rowOf(PURGED));
    }

    @Test
    void aPeerThatCannotReadSettlesNothing() {
        putBack.needs(1);
        peer.spoil(PURGED);
        assertTrue(dialogue.runUntil(this::weeds, MINUTE));
        var weeded = putBack.notices().stream()
                .filter(ExchangeNotice.Weeded.class::isInstance)
                .map(ExchangeNotice.Weeded.class::cast)
                .findFirst()
                .orElseThrow();
        assertTrue(weeded.partitions().isEmpty());
        assertTrue(putBack.rowOf(PURGED).isAlive());
    }

    @Test
    void withoutTheRuleThePeerGetsBackWhatItPurged() {
        begin(Safeguards.without(Safeguard.WEED_AFTER_LOSS));
        putBack.needs(1);
        assertTrue(dialogue.runUntil(() -> peer.rowOf(PURGED).isAlive(), MINUTE));
    }
}
