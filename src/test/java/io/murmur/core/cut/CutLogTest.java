package io.murmur.core.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A node that owns partitions 1 and 2 with one peer, and 3 with another.
final class CutLogTest {

    private static final NodeId SELF = new NodeId(1);
    private static final NodeId PEER = new NodeId(2);
    private static final NodeId OTHER = new NodeId(3);
    private static final Key KEY = Key.of("k");

    private final CutLog log = newLog(Cuts.NONE);

    private static CutLog newLog(Cuts before) {
        return new CutLog(Map.of(PEER, Set.of(1, 2), OTHER, Set.of(3)), before, 500);
    }

    /// Both peers are in touch and agreed with.
    private void settle() {
        for (NodeId peer : List.of(PEER, OTHER)) {
            log.found(peer, 600, 0);
            log.agreed(peer, List.of(1, 2, 3), 700);
        }
    }

    private Cut newest() {
        return log.cuts(0).newestFirst().getFirst();
    }

    private static Sibling sibling(NodeId writer, long counter, @Nullable String value) {
        return new Sibling(
                new Dot(new ActorId(writer, 7), counter),
                counter,
                new OperationId(writer.bits(), counter),
                value == null ? null : Value.of(value));
    }

    private static StoredObject object(Sibling... siblings) {
        VersionVector context = VersionVector.EMPTY;
        for (Sibling each : siblings) {
            context = context.with(each.dot());
        }
        return StoredObject.of(
                context,
                Arrays.stream(siblings)
                        .sorted(Comparator.comparing(Sibling::dot))
                        .toList(),
                0);
    }

    private static RowChange change(StoredObject before, StoredObject after) {
        return new RowChange(1, KEY, before, after);
    }

    @Test
    void aStartIsACutFromAllOthers() {
        assertEquals(Set.of(PEER, OTHER), log.apart());
        log.found(PEER, 900, 4);
        log.fetched(PEER, 10, 1_000);
        assertFalse(log.agreed(PEER, List.of(1), 1_000));
        assertTrue(log.agreed(PEER, List.of(2), 1_100));
        assertEquals(Set.of(OTHER), log.apart());
        Cut ended = log.cuts(9).newestFirst().getLast();
        assertEquals(new Cut(PEER, true, 500, 900, 4, 10, 1_000, 1_100, 0, List.of()), ended);
    }

    @Test
    void countsWhatWasWrittenWhileItLasted() {
        settle();
        log.lost(PEER, 1_000, 20);
        assertEquals(15, log.cuts(35).newestFirst().getFirst().writes());
        log.lost(PEER, 1_500, 30);
        log.found(PEER, 2_000, 50);
        log.found(PEER, 2_500, 60);
        Cut seen = newest();
        assertEquals(List.of(1_000L, 2_000L, 30L), List.of(seen.fromMillis(), seen.untilMillis(), seen.writes()));
        assertFalse(seen.isHealed());
    }

    /// What was agreed while it lasted proves nothing of afterwards.
    @Test
    void healsWithAgreementAboutEveryPartitionSinceTheOtherIsBack() {
        settle();
        log.lost(PEER, 1_000, 0);
        log.agreed(PEER, List.of(1, 2), 1_100);
        log.found(PEER, 2_000, 0);
        log.agreed(PEER, List.of(2), 2_100);
        assertFalse(newest().isHealed());
        log.agreed(PEER, List.of(1), 2_200);
        assertEquals(2_200, newest().agreedMillis());
        assertEquals(Set.of(), log.apart());
    }

    @Test
    void healsAtOnceWhereNothingIsShared() {
        CutLog lonely = new CutLog(Map.of(PEER, Set.of()), Cuts.NONE, 0);
        lonely.found(PEER, 50, 0);
        assertEquals(50, lonely.cuts(0).newestFirst().getFirst().agreedMillis());
    }

    @Test
    void whoIsLostBeforeItHasHealedIsInTheSameCut() {
        settle();
        log.lost(PEER, 1_000, 0);
        log.found(PEER, 2_000, 3);
        log.agreed(PEER, List.of(1), 2_100);
        log.lost(PEER, 3_000, 4);
        log.found(PEER, 4_000, 5);
        log.agreed(PEER, List.of(2), 4_100);
        Cut cut = newest();
        assertEquals(List.of(1_000L, 4_000L, 5L), List.of(cut.fromMillis(), cut.untilMillis(), cut.writes()));
        assertFalse(cut.isHealed());
        log.agreed(PEER, List.of(1), 4_200);
        assertEquals(4_200, newest().agreedMillis());
        assertEquals(3, log.cuts(5).newestFirst().size());
    }

    @Test
    void aCutThatFollowsAStartIsAnother() {
        log.found(PEER, 600, 0);
        log.lost(PEER, 1_000, 2);
        assertEquals(1_000, newest().fromMillis());
        Cut start = log.cuts(2).newestFirst().getLast();
        assertEquals(List.of(500L, 600L), List.of(start.fromMillis(), start.untilMillis()));
        assertFalse(start.isHealed());
    }

    @Test
    void aKeyThatBothSidesWroteIsAConflictOnce() {
        settle();
        Sibling own = sibling(SELF, 1, "a");
        Sibling others = sibling(PEER, 1, "b");
        log.lost(PEER, 1_000, 0);
        log.stored(change(object(own), object(own, others)));
        log.stored(change(object(own), object(own, others)));
        assertEquals(List.of(new Conflict(1, KEY)), newest().conflicts());
        assertEquals(1, newest().conflictCount());
    }

    @Test
    void aDeleteBesideAValueIsAConflictAndTwoDeletesAreNone() {
        settle();
        log.lost(PEER, 1_000, 0);
        Sibling own = sibling(SELF, 1, null);
        log.stored(change(object(own), object(own, sibling(PEER, 1, null))));
        assertEquals(0, newest().conflictCount());
        log.stored(change(object(own), object(own, sibling(PEER, 2, "b"))));
        assertEquals(1, newest().conflictCount());
    }

    @Test
    void whatMakesRoomOrComesFromThisSideIsNoConflict() {
        settle();
        log.lost(PEER, 1_000, 0);
        Sibling own = sibling(SELF, 1, "a");
        log.stored(change(object(own), object(sibling(PEER, 1, "b"))));
        log.stored(change(StoredObject.ABSENT, object(sibling(PEER, 1, "b"))));
        log.stored(change(object(own), object(own, sibling(OTHER, 1, "c"))));
        log.stored(change(object(own), object(own, sibling(SELF, 2, "d"))));
        assertEquals(0, newest().conflictCount());
    }

    @Test
    void namesOnlySoManyKeysAndCountsAll() {
        settle();
        log.lost(PEER, 1_000, 0);
        Sibling own = sibling(SELF, 1, "a");
        StoredObject both = object(own, sibling(PEER, 1, "b"));
        for (int i = 0; i < CutLog.CONFLICTS_MAX + 5; i++) {
            log.stored(new RowChange(1, Key.of("k" + i), object(own), both));
        }
        assertEquals(CutLog.CONFLICTS_MAX, newest().conflicts().size());
        assertEquals(CutLog.CONFLICTS_MAX + 5, newest().conflictCount());
    }

    @Test
    void keepsOnlySoManyOfThoseThatEnded() {
        settle();
        for (int i = 0; i < CutLog.KEPT_MAX + 5; i++) {
            log.lost(PEER, 1_000 + i, 0);
            log.found(PEER, 1_000 + i, 0);
            log.agreed(PEER, List.of(1, 2), 1_000 + i);
        }
        assertEquals(CutLog.KEPT_MAX, log.cuts(0).newestFirst().size());
        assertEquals(1_000 + CutLog.KEPT_MAX + 4, newest().fromMillis());
    }

    @Test
    void whatIsKeptComesBack() {
        settle();
        log.lost(PEER, 1_000, 0);
        Sibling own = sibling(SELF, 1, "a");
        log.stored(change(object(own), object(own, sibling(PEER, 1, "b"))));
        Cuts kept = log.cuts(12);
        assertEquals(kept, Cuts.decode(kept.encode()));
        List<Cut> next = newLog(kept).cuts(0).newestFirst();
        assertEquals(kept.newestFirst(), next.subList(2, next.size()));
    }

    @Test
    void refusesOtherBytes() {
        assertThrows(MalformedBytes.class, () -> Cuts.decode(new byte[] {9}));
        byte[] cutShort = Arrays.copyOf(log.cuts(0).encode(), 20);
        assertThrows(MalformedBytes.class, () -> Cuts.decode(cutShort));
    }

    @Test
    void saysWhatBecameOfAKey() {
        Sibling first = sibling(SELF, 1, "a");
        Sibling second = sibling(PEER, 1, "b");
        assertEquals(Fate.SEVERAL_VALUES_STAND, Fate.of(object(first, second), ConflictRule.SIBLINGS));
        assertEquals(Fate.NEWEST_IS_SHOWN, Fate.of(object(first, second), ConflictRule.LAST_WRITER));
        assertEquals(
                Fate.VALUE_STANDS_BESIDE_A_DELETE,
                Fate.of(object(first, sibling(PEER, 1, null)), ConflictRule.SIBLINGS));
        assertEquals(Fate.SUPERSEDED, Fate.of(object(first), ConflictRule.SIBLINGS));
        assertEquals(Fate.DELETED, Fate.of(object(sibling(PEER, 1, null)), ConflictRule.SIBLINGS));
        assertEquals(Fate.PURGED, Fate.of(StoredObject.ABSENT, ConflictRule.SIBLINGS));
    }
}
