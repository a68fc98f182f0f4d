package io.murmur.core.entropy.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.PurgeRule;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// D keeps keys for A, B and C, two of which have to hold a write. Each has rows and a clock, and answers at once.
class HandoffMachineTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final NodeId C = new NodeId(0xC);
    private static final NodeId D = new NodeId(0xD);
    private static final ActorId WRITER = new ActorId(A, 1);
    private static final ActorId SELF = new ActorId(D, 1);
    private static final Key KEY = Key.of("k");
    private static final Key OTHER = Key.of("other");
    private static final Placement PLACEMENT = new Placement(
            1,
            new Partitions(2),
            List.of(new Placement.Owners(1, List.of(A, B, C)), new Placement.Owners(1, List.of(B, C, D))));
    private static final Namespaces NAMESPACES = new Namespaces(TestNamespace.active("default", 2, 2, true), List.of());
    private static final HandoffSettings SETTINGS = new HandoffSettings(NAMESPACES, 1_000, 2_000, 2, Safeguards.ALL);
    private static final ObjectMerge MERGE = new ObjectMerge(Safeguards.ALL);

    /// What one node holds of the partition.
    private static final class Replica {
        private final TreeMap<Key, StoredObject> rows = new TreeMap<>();
        private final PartitionClock clock = new PartitionClock();

        StoredObject row(Key key) {
            return rows.getOrDefault(key, StoredObject.ABSENT);
        }

        void hold(Key key, StoredObject object) {
            rows.put(key, object);
            object.siblings().forEach(sibling -> clock.add(sibling.dot()));
        }
    }

    private final TreeMap<NodeId, Replica> replicas = new TreeMap<>();
    private final Set<NodeId> reachable = new TreeSet<>(List.of(A, B, C, D));
    private final Set<NodeId> silent = new TreeSet<>();
    private final Set<Key> unreadable = new TreeSet<>();
    private final List<HandoffNotice> notices = new ArrayList<>();
    private final List<ReplicaRequest.FillVoid> filled = new ArrayList<>();
    private final HandoffMachine machine = new HandoffMachine(
            new HandoffMachine.Surroundings(SELF, PLACEMENT, reachable::contains), SETTINGS, 7L << 32);
    private Runnable whenListed = () -> {};
    private long millis;

    @BeforeEach
    void begin() {
        List.of(A, B, C, D).forEach(node -> replicas.put(node, new Replica()));
    }

    private Replica at(NodeId node) {
        return replicas.getOrDefault(node, new Replica());
    }

    private static Sibling sibling(Dot dot) {
        return new Sibling(
                dot, dot.counter(), new OperationId(dot.actor().node().bits(), dot.counter()), Value.of("v"));
    }

    private static Dot dot(ActorId actor, long counter) {
        return new Dot(actor, counter);
    }

    private static StoredObject object(Dot... dots) {
        VersionVector context = VersionVector.EMPTY;
        List<Sibling> siblings = new ArrayList<>();
        for (Dot dot : dots) {
            context = context.with(dot);
            siblings.add(sibling(dot));
        }
        return StoredObject.of(context, siblings, 0);
    }

    private void step(HandoffInput input) {
        RecordedOutputs<HandoffNotice> out = new RecordedOutputs<>();
        machine.on(input, new Now(millis * 1_000_000, millis), out);
        for (Output<HandoffNotice> output : out.drain()) {
            if (output instanceof Output.Send<HandoffNotice>(var to, var message, _)) {
                answer(to, message);
            } else if (output instanceof Output.Publish<HandoffNotice>(HandoffNotice notice)) {
                notices.add(notice);
            }
        }
    }

    private void pass(long passed) {
        millis += passed;
        step(new HandoffInput.Ticked(true));
    }

    private void answer(NodeId to, Message message) {
        if (silent.contains(to)) {
            return;
        }
        switch (message) {
            case ReplicaRequest request -> step(new HandoffInput.Replied(to, changed(to, request)));
            case SyncRequest request -> step(new HandoffInput.Told(to, told(to, request)));
            default -> throw new AssertionError("nobody answers " + message);
        }
    }

    private ReplicaReply changed(NodeId to, ReplicaRequest request) {
        Replica replica = at(to);
        long correlation = request.routing().correlation();
        switch (request) {
            case ReplicaRequest.Merge merge -> {
                List<Sibling> seen = PurgeRule.seenBefore(replica.row(merge.key()), merge.object(), replica.clock);
                if (PurgeRule.wouldComeBack(seen, merge.object(), millis)) {
                    return new ReplicaReply.Refused(correlation, Refusal.SEEN_BEFORE);
                }
                replica.hold(merge.key(), MERGE.merge(replica.row(merge.key()), merge.object()));
            }
            case ReplicaRequest.FillVoid fill -> {
                filled.add(fill);
                replica.clock.addRange(fill.actor(), fill.from(), fill.to());
            }
            case ReplicaRequest.Weed weed -> {
                List<Sibling> left = new ArrayList<>(replica.row(weed.key()).siblings());
                left.removeIf(sibling -> weed.dots().contains(sibling.dot()));
                StoredObject rest = left.isEmpty()
                        ? StoredObject.ABSENT
                        : replica.row(weed.key()).only(left);
                replica.rows.put(weed.key(), rest);
            }
            case ReplicaRequest.Release release -> {
                if (ObjectDigest.contentOf(replica.row(release.key())) == release.digest()) {
                    replica.rows.remove(release.key());
                }
            }
            default -> throw new AssertionError("nobody carries out " + request);
        }
        return new ReplicaReply.Stored(correlation, StoredObject.ABSENT);
    }

    private SyncReply told(NodeId to, SyncRequest request) {
        Replica replica = at(to);
        ReplicaClock clock = new ReplicaClock(0, 1, replica.rows.isEmpty() ? 0 : 1, 0, replica.clock.copy());
        return switch (request) {
            case SyncRequest.ShowClocks(var correlation, _) ->
                new SyncReply.ClocksShown(correlation, List.of(clock));
            case SyncRequest.ListDead list -> {
                List<ListedKey> keys = new ArrayList<>();
                replica.rows.forEach((key, object) -> {
                    if (object.isKnown()) {
                        keys.add(new ListedKey(0, key, ObjectDigest.contentOf(object)));
                    }
                });
                whenListed.run();
                yield new SyncReply.DeadListed(list.correlation(), MerkleTree.SEGMENTS, keys, 0);
            }
            case SyncRequest.ShowKey(var correlation, _, var key) ->
                new SyncReply.KeyShown(correlation, unreadable.contains(key) ? null : replica.row(key), clock);
            default -> throw new AssertionError("nobody tells " + request);
        };
    }

    @Test
    void whatIsKeptComesHome() {
        at(D).hold(KEY, object(dot(WRITER, 1)));
        at(D).clock.addRange(SELF, 1, 4);
        at(D).hold(OTHER, object(dot(SELF, 4)));
        pass(0);
        for (NodeId owner : List.of(A, B, C)) {
            assertEquals(object(dot(WRITER, 1)), at(owner).row(KEY));
            assertEquals(object(dot(SELF, 4)), at(owner).row(OTHER));
            assertEquals(4, at(owner).clock.appliedOf(SELF).contiguousTo(), "what was superseded leaves no gap");
        }
        assertTrue(at(D).rows.isEmpty());
        assertEquals(List.of(new HandoffNotice.BroughtHome(0, 2)), notices);
        int told = filled.size();
        pass(SETTINGS.lookMillis());
        assertEquals(told, filled.size(), "it is told once");
    }

    @Test
    void waitsUntilEnoughOwnersCanBeReached() {
        at(D).hold(KEY, object(dot(SELF, 1)));
        reachable.removeAll(List.of(B, C));
        pass(0);
        assertEquals(StoredObject.ABSENT, at(A).row(KEY));
        reachable.add(B);
        pass(SETTINGS.lookMillis());
        assertEquals(object(dot(SELF, 1)), at(B).row(KEY));
        assertEquals(StoredObject.ABSENT, at(C).row(KEY));
        assertTrue(at(D).rows.isEmpty());
    }

    /// It gets it from the others, whose clocks say what there is.
    @Test
    void anOwnerThatDoesNotTakeItIsNotToldThatNothingIsMissing() {
        at(D).hold(KEY, object(dot(SELF, 1)));
        silent.add(C);
        pass(0);
        pass(SETTINGS.answerMillis());
        assertTrue(at(D).rows.isEmpty());
        silent.clear();
        assertEquals(0, at(C).clock.appliedOf(SELF).contiguousTo());
        pass(SETTINGS.lookMillis());
        pass(SETTINGS.lookMillis());
        assertEquals(0, at(C).clock.appliedOf(SELF).contiguousTo());
    }

    @Test
    void keepsItWhereTooFewTakeIt() {
        at(D).hold(KEY, object(dot(SELF, 1)));
        silent.addAll(List.of(B, C));
        pass(0);
        pass(SETTINGS.answerMillis());
        assertEquals(object(dot(SELF, 1)), at(D).row(KEY));
        assertEquals(List.of(new HandoffNotice.Deferred(0, "too few owners take it")), notices);
    }

    @Test
    void whatEnoughOwnersHaveSeenGoStaysAway() {
        at(D).hold(KEY, object(dot(WRITER, 1), dot(SELF, 1)));
        List.of(A, B, C).forEach(owner -> at(owner).clock.add(dot(WRITER, 1)));
        pass(0);
        for (NodeId owner : List.of(A, B, C)) {
            assertFalse(at(owner).row(KEY).holds(dot(WRITER, 1)));
            assertTrue(at(owner).row(KEY).holds(dot(SELF, 1)), "what is new comes home all the same");
        }
        assertTrue(at(D).rows.isEmpty());
    }

    /// Its clock covers it and its row is gone, as if it had been deleted and purged; the others know better.
    @Test
    void aRowThatOneOwnerLostIsNotDropped() {
        StoredObject kept = object(dot(WRITER, 1), dot(SELF, 1));
        at(D).hold(KEY, kept);
        at(A).clock.add(dot(WRITER, 1));
        at(B).hold(KEY, object(dot(WRITER, 1)));
        at(C).hold(KEY, object(dot(WRITER, 1)));
        pass(0);
        assertEquals(StoredObject.ABSENT, at(A).row(KEY));
        assertEquals(kept, at(B).row(KEY));
        assertEquals(kept, at(C).row(KEY));
        assertTrue(at(D).rows.isEmpty());
    }

    @Test
    void whatCannotBeReadStaysAndTheRestComesHome() {
        at(D).hold(KEY, object(dot(SELF, 1)));
        at(D).hold(OTHER, object(dot(WRITER, 1)));
        unreadable.add(KEY);
        pass(0);
        assertEquals(Set.of(KEY), at(D).rows.keySet());
        assertEquals(List.of(), filled, "what lives of its events is not known");
        assertEquals(object(dot(WRITER, 1)), at(A).row(OTHER));
    }

    /// Of that one owners have not been told yet that nothing before it is missing.
    @Test
    void whatIsNamedMeanwhileWaitsForTheNextRound() {
        at(D).hold(KEY, object(dot(SELF, 1)));
        whenListed = () -> {
            whenListed = () -> {};
            at(D).hold(KEY, object(dot(SELF, 2)));
        };
        pass(0);
        assertEquals(object(dot(SELF, 2)), at(D).row(KEY));
        assertTrue(at(A).row(KEY).holds(dot(SELF, 2)), "but it is visible there");
        pass(SETTINGS.lookMillis());
        assertTrue(at(D).rows.isEmpty());
        assertEquals(2, at(A).clock.appliedOf(SELF).contiguousTo());
    }

    @Test
    void aNodeThatLacksDataSpeaksOfNothing() {
        at(D).hold(KEY, object(dot(SELF, 1)));
        step(new HandoffInput.Ticked(false));
        assertEquals(StoredObject.ABSENT, at(A).row(KEY));
    }
}
