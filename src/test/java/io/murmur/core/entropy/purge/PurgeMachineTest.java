package io.murmur.core.entropy.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.Expiry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Purging by inputs and outputs: three owners, of which A owns partition 0 first.
class PurgeMachineTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final NodeId C = new NodeId(0xC);
    private static final long FIRST = 7L << 32;
    private static final long WAVE = PurgeSettings.DEFAULT.waveMillis();
    private static final Placement PLACEMENT = new Placement(
            1,
            new Partitions(2),
            List.of(new Placement.Owners(1, List.of(A, B, C)), new Placement.Owners(1, List.of(B, A, C))));

    private final TreeSet<NodeId> away = new TreeSet<>();
    private final List<Output<PurgeNotice>> outputs = new ArrayList<>();
    private PurgeMachine machine = machine(Safeguards.ALL);
    private long millis;

    private PurgeMachine machine(Safeguards safeguards) {
        PurgeSettings usual = PurgeSettings.DEFAULT;
        var settings = new PurgeSettings(
                usual.waveMillis(),
                usual.waveKeysMax(),
                usual.roundsMax(),
                usual.answerMillis(),
                usual.asksMax(),
                usual.walkAgainMillis(),
                usual.everyMillis(),
                safeguards);
        var surroundings = new PurgeMachine.Surroundings(A, PLACEMENT, node -> !away.contains(node));
        return new PurgeMachine(surroundings, settings, FIRST);
    }

    private void step(PurgeInput input) {
        RecordedOutputs<PurgeNotice> out = new RecordedOutputs<>();
        machine.on(input, new Now(millis * 1_000_000, millis), out);
        outputs.addAll(out.drain());
    }

    private void pass(long passed) {
        long until = millis + passed;
        while (millis < until) {
            millis += 50;
            step(new PurgeInput.Ticked(true));
        }
    }

    private <M> List<M> sent(Class<M> type) {
        List<M> messages = new ArrayList<>();
        for (Output<PurgeNotice> output : outputs) {
            if (output instanceof Output.Send<PurgeNotice>(_, var message, _) && type.isInstance(message)) {
                messages.add(type.cast(message));
            }
        }
        return messages;
    }

    private List<PurgeNotice> notices() {
        List<PurgeNotice> notices = new ArrayList<>();
        for (Output<PurgeNotice> output : outputs) {
            if (output instanceof Output.Publish<PurgeNotice>(PurgeNotice notice)) {
                notices.add(notice);
            }
        }
        return notices;
    }

    private void dies(int partition, String key) {
        step(new PurgeInput.Ticked(true));
        step(new PurgeInput.Died(new ReplicaNotice.KeyDied(partition, Key.of(key), 99)));
    }

    private void vouches(NodeId from, boolean holds, long incarnations) {
        long correlation = sent(ReplicaRequest.Vouch.class).getLast().routing().correlation();
        step(new PurgeInput.Replied(from, new ReplicaReply.Vouched(correlation, holds, incarnations)));
    }

    private void stored(NodeId from) {
        long correlation = sent(ReplicaRequest.Purge.class).getLast().routing().correlation();
        step(new PurgeInput.Replied(from, new ReplicaReply.Stored(correlation)));
    }

    @Test
    void purgesWhenAllOwnersHaveVouched() {
        dies(0, "k");
        pass(WAVE);
        assertEquals(3, sent(ReplicaRequest.Vouch.class).size());
        vouches(A, true, 5);
        vouches(B, true, 5);
        vouches(B, true, 5);
        assertEquals(List.of(), sent(ReplicaRequest.Purge.class));
        vouches(C, true, 5);
        assertEquals(3, sent(ReplicaRequest.Purge.class).size());
        assertEquals(99, sent(ReplicaRequest.Purge.class).getFirst().digest());
        stored(A);
        stored(B);
        assertEquals(List.of(), notices());
        stored(C);
        assertEquals(List.of(new PurgeNotice.Purged(0)), notices());
        assertEquals(0, machine.waiting());
    }

    @Test
    void withoutTheRuleAMajorityIsEnough() {
        machine = machine(Safeguards.without(Safeguard.PURGE_NEEDS_ALL));
        dies(0, "k");
        pass(WAVE);
        vouches(A, true, 5);
        vouches(B, true, 5);
        assertEquals(3, sent(ReplicaRequest.Purge.class).size());
    }

    @Test
    void leavesAKeyThatOneOwnerHoldsOtherwise() {
        dies(0, "k");
        pass(WAVE);
        vouches(A, true, 5);
        vouches(C, false, 5);
        vouches(B, true, 5);
        assertEquals(List.of(), sent(ReplicaRequest.Purge.class));
        assertEquals(List.of(new PurgeNotice.Deferred(0)), notices());
    }

    @Test
    void doesNotCountVotesOfBeforeAVolumeLostData() {
        dies(0, "k");
        pass(WAVE);
        vouches(A, true, 5);
        vouches(B, true, 6);
        vouches(C, true, 5);
        assertEquals(List.of(), sent(ReplicaRequest.Purge.class));
        assertEquals(List.of(new PurgeNotice.Deferred(0)), notices());
    }

    @Test
    void doesNotCountVotesOfWhoDoesNotKnowAllOwners() {
        dies(0, "k");
        pass(WAVE);
        vouches(A, true, Incarnations.UNKNOWN);
        vouches(B, true, Incarnations.UNKNOWN);
        vouches(C, true, Incarnations.UNKNOWN);
        assertEquals(List.of(), sent(ReplicaRequest.Purge.class));
    }

    @Test
    void withoutTheRuleVotesOfDifferentTimesCount() {
        machine = machine(Safeguards.without(Safeguard.VOTES_OF_ONE_TIME));
        dies(0, "k");
        pass(WAVE);
        vouches(A, true, 5);
        vouches(B, true, 6);
        vouches(C, true, 5);
        assertEquals(3, sent(ReplicaRequest.Purge.class).size());
    }

    @Test
    void asksAgainAndGivesUpWhenAnOwnerIsSilent() {
        dies(0, "k");
        pass(WAVE);
        vouches(A, true, 5);
        pass(PurgeSettings.DEFAULT.answerMillis());
        assertEquals(5, sent(ReplicaRequest.Vouch.class).size());
        pass(3 * PurgeSettings.DEFAULT.answerMillis());
        assertEquals(List.of(new PurgeNotice.Deferred(0)), notices());
        assertEquals(List.of(), sent(ReplicaRequest.Purge.class));
    }

    @Test
    void givesUpWhenAnOwnerRefuses() {
        dies(0, "k");
        pass(WAVE);
        long correlation = sent(ReplicaRequest.Vouch.class).getLast().routing().correlation();
        step(new PurgeInput.Replied(B, new ReplicaReply.Refused(correlation, Refusal.BOOTSTRAPPING)));
        assertEquals(List.of(new PurgeNotice.Deferred(0)), notices());
    }

    @Test
    void waitsWhileAnOwnerIsAway() {
        away.add(C);
        dies(0, "k");
        pass(10 * WAVE);
        assertEquals(List.of(), sent(ReplicaRequest.Vouch.class));
        assertEquals(1, machine.waiting());
        away.clear();
        pass(50);
        assertEquals(3, sent(ReplicaRequest.Vouch.class).size());
    }

    @Test
    void leavesPartitionsToTheirFirstOwner() {
        dies(1, "k");
        pass(10 * WAVE);
        assertEquals(List.of(), sent(ReplicaRequest.Vouch.class));
        assertEquals(0, machine.waiting());
    }

    @Test
    void doesNothingWhileItsNodeLacksData() {
        for (int i = 0; i < 1_000; i++) {
            millis += 50;
            step(new PurgeInput.Ticked(false));
        }
        assertEquals(List.of(), outputs);
    }

    /// Two pages of the index, with one dead key, which is asked about.
    private void walks() {
        walks(Expiry.NEVER);
    }

    /// The same, with others that end.
    private void walks(long nextEnd) {
        pass(WAVE + 50);
        SyncRequest.ListDead first = sent(SyncRequest.ListDead.class).getFirst();
        assertEquals(0, first.segment());
        ListedKey key = new ListedKey(0, Key.of("k"), 42);
        step(new PurgeInput.Listed(new SyncReply.DeadListed(first.correlation(), 500, List.of(key), Expiry.NEVER)));
        pass(50);
        SyncRequest.ListDead second = sent(SyncRequest.ListDead.class).getLast();
        assertEquals(500, second.segment());
        step(new PurgeInput.Listed(
                new SyncReply.DeadListed(second.correlation(), MerkleTree.SEGMENTS, List.of(), nextEnd)));
        pass(WAVE);
        assertEquals(42, sent(ReplicaRequest.Vouch.class).getFirst().digest());
    }

    @Test
    void findsDeadKeysByWalkingOverItsIndex() {
        walks();
        pass(WAVE);
        assertEquals(2, sent(SyncRequest.ListDead.class).size(), "all was found");
    }

    @Test
    void walksAgainSomeTimeAfterAKeyWasLeft() {
        walks();
        vouches(C, false, 5);
        pass(PurgeSettings.DEFAULT.walkAgainMillis() + 100);
        assertEquals(3, sent(SyncRequest.ListDead.class).size());
    }

    @Test
    void asksAgainWhereAnAnswerWasLost() {
        pass(WAVE + 50);
        pass(30_000 + PurgeSettings.DEFAULT.walkAgainMillis() + 200);
        assertEquals(2, sent(SyncRequest.ListDead.class).size());
    }

    private void allPurge() {
        List.of(A, B, C).forEach(owner -> vouches(owner, true, 5));
        List.of(A, B, C).forEach(this::stored);
    }

    @Test
    void walksAgainWhenOthersHaveEnded() {
        long end = 10 * PurgeSettings.DEFAULT.walkAgainMillis();
        walks(end);
        allPurge();
        pass(end - millis - 100);
        assertEquals(2, sent(SyncRequest.ListDead.class).size());
        pass(200);
        assertEquals(3, sent(SyncRequest.ListDead.class).size());
        assertEquals(0, sent(SyncRequest.ListDead.class).getLast().segment());
    }

    @Test
    void walksWhenItIsToldOfAnEnd() {
        walks();
        allPurge();
        long end = millis + 10 * PurgeSettings.DEFAULT.walkAgainMillis();
        step(new PurgeInput.Ends(new ReplicaNotice.KeyEnds(0, end)));
        pass(end - millis + 100);
        assertEquals(3, sent(SyncRequest.ListDead.class).size());
    }

    /// The write came late.
    @Test
    void looksForAValueWhoseEndIsOverWhenItComes() {
        walks();
        allPurge();
        step(new PurgeInput.Ends(new ReplicaNotice.KeyEnds(0, millis - 1_000)));
        pass(PurgeSettings.DEFAULT.walkAgainMillis() + 100);
        assertEquals(3, sent(SyncRequest.ListDead.class).size());
    }

    /// What cannot be purged must not keep it from what comes behind.
    @Test
    void goesOnWhereItHadToStop() {
        pass(WAVE + 50);
        SyncRequest.ListDead first = sent(SyncRequest.ListDead.class).getFirst();
        List<ListedKey> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(new ListedKey(0, Key.of("k" + i), 1));
        }
        away.add(C);
        step(new PurgeInput.Listed(new SyncReply.DeadListed(first.correlation(), 300, many, Expiry.NEVER)));
        away.clear();
        pass(PurgeSettings.DEFAULT.walkAgainMillis() + WAVE);
        assertEquals(300, sent(SyncRequest.ListDead.class).getLast().segment());
    }

    @Test
    void keepsOnlySoManyKeysOnTheirWay() {
        step(new PurgeInput.Ticked(true));
        for (int i = 0; i < 6_000; i++) {
            step(new PurgeInput.Died(new ReplicaNotice.KeyDied(0, Key.of("k" + i), 1)));
        }
        assertTrue(machine.waiting() < 5_000, "a walk finds the others");
        pass(WAVE);
        assertEquals(
                3 * PurgeSettings.DEFAULT.waveKeysMax(),
                sent(ReplicaRequest.Vouch.class).size());
    }
}
