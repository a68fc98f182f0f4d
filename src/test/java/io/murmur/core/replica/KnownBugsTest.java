package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bugs of other systems, played through here. Each is played a second time without the rule that prevents
/// it, to show that the script would find it.
class KnownBugsTest {

    private static final long SAME_INCARNATION = 1;
    private static final long NEW_INCARNATION = 2;

    private final TestLane a = new TestLane(0xA);
    private final TestLane b = new TestLane(0xB);

    private static List<String> shown(StoredObject object) {
        return object.visible(ConflictRule.SIBLINGS, 0).stream()
                .map(Sibling::value)
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static void deliver(TestLane from, TestLane to, String key) {
        to.handle(to.merge(key, from.row(key)));
    }

    /// riak_kv #679: a coordinator loses its copy, begins to count again, and the name of an old event hides a
    /// new one.
    @Test
    void riakKv679ACoordinatorThatLostItsVolumeDoesNotHideItsNextWrite() {
        assertEquals(List.of("new"), writeAfterLoss(NEW_INCARNATION));
    }

    @Test
    void riakKv679IsFoundWhereTheIncarnationIsKept() {
        assertEquals(List.of("old"), writeAfterLoss(SAME_INCARNATION));
    }

    private List<String> writeAfterLoss(long incarnation) {
        a.write("k", "old", null);
        deliver(a, b, "k");
        a.restartOn(TestLane.blank(), incarnation, false);
        // The client has read "old" from the others, and supersedes it.
        VersionVector known =
                incarnation == SAME_INCARNATION ? null : b.row("k").context();
        a.write("k", "new", known);
        deliver(a, b, "k");
        return shown(b.row("k"));
    }

    /// The same when only the key's row is gone: counters belong to the partition, not to the key, so the new
    /// write has a new name. (It also covers the old one, which it did not know: rows must not vanish
    /// unnoticed.)
    @Test
    void riakKv679ARowThatIsGoneDoesNotRestartTheCounter() {
        a.write("k", "old", null);
        deliver(a, b, "k");
        a.disk().rows().remove(Key.of("k"));
        a.write("k", "new", VersionVector.EMPTY);
        deliver(a, b, "k");
        assertEquals(new Dot(a.self(), 2), a.row("k").siblings().getFirst().dot());
        assertTrue(shown(b.row("k")).contains("new"));
    }

    /// riak_kv #679 and #1094: a tombstone survives on a fallback, is reaped at the primaries, the key is
    /// written anew, and the fallback hands the old tombstone back. (There is no purge yet: the rows just
    /// go.)
    @Test
    void riakKv1094ATombstoneThatComesBackDoesNotWinAgainstANewerWrite() {
        assertEquals(List.of("new"), writeAfterReaping(NEW_INCARNATION, false));
        assertEquals(List.of("new"), writeAfterReaping(NEW_INCARNATION, true));
    }

    @Test
    void riakKv1094IsFoundWhereTheCounterBeginsAgain() {
        assertEquals(List.of(), writeAfterReaping(SAME_INCARNATION, true));
    }

    private static List<String> writeAfterReaping(long incarnation, boolean losesVolume) {
        // A node that others know in a later state stops, and what it has seen before is refused; here it
        // must go on to be caught.
        Safeguards unwary = Safeguards.without(Safeguard.STOP_WHEN_PUT_BACK, Safeguard.REFUSE_SEEN_BEFORE);
        Safeguards safeguards = incarnation == SAME_INCARNATION ? unwary : Safeguards.ALL;
        TestLane primary = new TestLane(0xA, safeguards);
        TestLane other = new TestLane(0xB, safeguards);
        TestLane fallback = new TestLane(0xF);
        primary.write("k", "old", null);
        primary.handle(primary.delete("k", null));
        deliver(primary, other, "k");
        deliver(primary, fallback, "k");
        primary.disk().rows().remove(Key.of("k"));
        other.disk().rows().remove(Key.of("k"));
        if (losesVolume) {
            primary.restartOn(TestLane.blank(), incarnation, false);
        }
        primary.write("k", "new", null);
        deliver(primary, other, "k");
        deliver(fallback, primary, "k");
        deliver(fallback, other, "k");
        assertEquals(shown(primary.row("k")), shown(other.row("k")));
        return shown(primary.row("k"));
    }

    /// scylladb #2169: a crash loses what was counted but not flushed, the counter is used again, and updates
    /// vanish: two writes have one name, each replica keeps the one it saw first, and no merge ever notices.
    @Test
    void scylla2169ACounterIsNotUsedAgainAfterACrash() {
        TestLane crashed = writeAfterCrash(Safeguards.ALL);
        assertEquals(
                new Dot(crashed.self(), 12),
                crashed.row("os:k").siblings().getFirst().dot());
        assertEquals(crashed.row("os:k"), b.row("os:k"));
        // What was only in the kernel when the power failed is covered by the next event of its actor (decision
        // 3).
        assertEquals(List.of("next"), shown(b.row("os:k")));
    }

    @Test
    void scylla2169IsFoundWithoutTheLease() {
        TestLane crashed = writeAfterCrash(Safeguards.without(Safeguard.COUNTER_LEASE));
        assertEquals(List.of("next"), shown(crashed.row("os:k")));
        assertEquals(List.of("lost here"), shown(b.row("os:k")));
        assertEquals(crashed.row("os:k").context(), b.row("os:k").context());
    }

    private TestLane writeAfterCrash(Safeguards safeguards) {
        TestLane crashing = new TestLane(0xA, safeguards);
        crashing.write("os:k", "first", null);
        // In a namespace without sync this write may leave, and be gone with the power.
        Decision<Recorded, ReplicaReply> unsynced = crashing.decide(null, crashing.set("os:k", "lost here", null));
        assertFalse(unsynced.events().stream().anyMatch(Recorded::synced));
        ReplicaReply.Minted left =
                (ReplicaReply.Minted) TestLane.replies(unsynced.afterDurable()).getFirst();
        b.handle(b.merge("os:k", left.object()));
        crashing.restart(false);
        crashing.write("os:k", "next", VersionVector.of(new Dot(crashing.self(), 1)));
        deliver(crashing, b, "os:k");
        deliver(b, crashing, "os:k");
        return crashing;
    }

    /// riak_kv #746: two clients who write in turn, each with the context of its own last write, through one
    /// replica.
    @Test
    void riakKv746InterleavedWritersDoNotExplode() {
        VersionVector[] knows = {VersionVector.EMPTY, VersionVector.EMPTY};
        for (int i = 0; i < 2000; i++) {
            StoredObject after = a.write("k", "v" + i, knows[i % 2]);
            knows[i % 2] = knows[i % 2].with(new Dot(a.self(), a.replica().lastCounter()));
            assertTrue(after.siblings().size() <= 2, () -> after.siblings().size() + " siblings");
        }
    }
}
