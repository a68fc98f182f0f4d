package io.murmur.core.entropy.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Restoring by inputs and outputs: A's rows are damaged; of five owners three have to hold a write.
class RestoreMachineTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final NodeId C = new NodeId(0xC);
    private static final NodeId D = new NodeId(0xD);
    private static final NodeId E = new NodeId(0xE);
    private static final Key KEY = Key.of("k");
    private static final Placement PLACEMENT =
            new Placement(1, new Partitions(1), List.of(new Placement.Owners(1, List.of(A, B, C, D, E))));
    private static final RestoreSettings SETTINGS = settings(Safeguards.ALL);

    private final List<Output<RestoreNotice>> outputs = new ArrayList<>();
    private RestoreMachine machine = new RestoreMachine(A, PLACEMENT, SETTINGS, 7L << 32);
    private long millis;

    private static RestoreSettings settings(Safeguards safeguards) {
        return settings(safeguards, 2, 3);
    }

    private static RestoreSettings settings(Safeguards safeguards, int atOnce, int keysMax) {
        Namespace majority = TestNamespace.active("default", 3, 3);
        RestoreSettings usual = RestoreSettings.of(new Namespaces(majority, List.of()));
        return new RestoreSettings(
                usual.namespaces(),
                usual.answerMillis(),
                usual.againMillis(),
                usual.settleMillis(),
                atOnce,
                keysMax,
                safeguards);
    }

    private void step(RestoreInput input) {
        RecordedOutputs<RestoreNotice> out = new RecordedOutputs<>();
        machine.on(input, new Now(millis * 1_000_000, millis), out);
        outputs.addAll(out.drain());
    }

    private void pass(long passed) {
        millis += passed;
        step(new RestoreInput.Ticked(true));
    }

    private void damaged(Key key) {
        step(new RestoreInput.Damaged(0, key));
    }

    private <M> List<M> sent(Class<M> type) {
        List<M> messages = new ArrayList<>();
        for (Output<RestoreNotice> output : outputs) {
            if (output instanceof Output.Send<RestoreNotice>(_, var message, _) && type.isInstance(message)) {
                messages.add(type.cast(message));
            }
        }
        return messages;
    }

    private List<RestoreNotice> notices() {
        List<RestoreNotice> notices = new ArrayList<>();
        for (Output<RestoreNotice> output : outputs) {
            if (output instanceof Output.Publish<RestoreNotice>(RestoreNotice notice)) {
                notices.add(notice);
            }
        }
        return notices;
    }

    private static StoredObject object(NodeId writer) {
        Dot dot = new Dot(new ActorId(writer, 1), 1);
        Sibling sibling = new Sibling(dot, 1, new OperationId(writer.bits(), 1), Value.of("v"));
        return StoredObject.of(VersionVector.of(dot), List.of(sibling), 0);
    }

    private void hold(NodeId from, StoredObject object) {
        long correlation = sent(ReplicaRequest.Read.class).getLast().routing().correlation();
        step(new RestoreInput.Replied(from, new ReplicaReply.Held(correlation, object)));
    }

    private void refuse(NodeId from, Refusal reason) {
        long correlation = sent(ReplicaRequest.Read.class).getLast().routing().correlation();
        step(new RestoreInput.Replied(from, new ReplicaReply.Refused(correlation, reason)));
    }

    private ReplicaRequest.Restore stored() {
        return sent(ReplicaRequest.Restore.class).getLast();
    }

    private void laneSays(ReplicaReply reply) {
        step(new RestoreInput.Replied(A, reply));
    }

    private void laneStores() {
        laneSays(new ReplicaReply.Stored(stored().routing().correlation(), StoredObject.ABSENT));
    }

    @Test
    void unitesWhatAllOthersHold() {
        damaged(KEY);
        pass(0);
        assertEquals(4, sent(ReplicaRequest.Read.class).size());
        List.of(B, C, D, E).forEach(owner -> hold(owner, object(owner)));
        assertEquals(4, stored().object().siblings().size());
        assertFalse(stored().isAll(), "what was under way when the row was found may still be acknowledged");
        laneStores();
        assertEquals(List.of(new RestoreNotice.Restored(0, KEY)), notices());
        assertEquals(0, machine.waiting());
    }

    @Test
    void needsSoManyThatOneHoldsWhatWasAcknowledged() {
        damaged(KEY);
        pass(0);
        hold(B, object(B));
        hold(C, object(C));
        pass(SETTINGS.answerMillis());
        assertEquals(List.of(), sent(ReplicaRequest.Restore.class));
        assertEquals(List.of(new RestoreNotice.Deferred(0, KEY, 2, 3)), notices());
        pass(SETTINGS.againMillis());
        List.of(B, C, D).forEach(owner -> hold(owner, object(owner)));
        assertEquals(List.of(), sent(ReplicaRequest.Restore.class), "the last may answer yet");
        pass(SETTINGS.answerMillis());
        assertEquals(3, stored().object().siblings().size());
        assertFalse(stored().isAll());
    }

    @Test
    void withoutTheSafeguardOneIsEnough() {
        machine =
                new RestoreMachine(A, PLACEMENT, settings(Safeguards.without(Safeguard.RESTORE_FROM_ENOUGH)), 7L << 32);
        damaged(KEY);
        pass(0);
        hold(B, object(B));
        pass(SETTINGS.answerMillis());
        assertEquals(1, stored().object().siblings().size());
    }

    @Test
    void whoCannotReadItEitherDoesNotCount() {
        damaged(KEY);
        pass(0);
        List.of(B, C, D).forEach(owner -> hold(owner, object(owner)));
        refuse(E, Refusal.ROTTEN);
        assertFalse(stored().isAll());
        assertEquals(3, stored().object().siblings().size());
    }

    @Test
    void asksAgainUntilTheLaneTakesIt() {
        damaged(KEY);
        pass(0);
        List.of(B, C, D, E).forEach(owner -> hold(owner, object(B)));
        laneSays(new ReplicaReply.Refused(stored().routing().correlation(), Refusal.ROTTEN));
        assertEquals(1, machine.waiting());
        pass(SETTINGS.settleMillis());
        List.of(B, C, D, E).forEach(owner -> hold(owner, object(B)));
        assertTrue(stored().isAll(), "nothing that was under way is left");
        laneStores();
        assertEquals(0, machine.waiting());
    }

    @Test
    void anAnswerOfARoundBeforeDoesNotCount() {
        damaged(KEY);
        pass(0);
        long old = sent(ReplicaRequest.Read.class).getLast().routing().correlation();
        pass(SETTINGS.answerMillis());
        pass(SETTINGS.againMillis());
        for (NodeId owner : List.of(B, C, D, E)) {
            step(new RestoreInput.Replied(owner, new ReplicaReply.Held(old, object(owner))));
        }
        assertEquals(List.of(), sent(ReplicaRequest.Restore.class));
    }

    @Test
    void takesAFewAtATimeAndRemembersNoMoreThanItMay() {
        for (int i = 0; i < 5; i++) {
            damaged(Key.of("k" + i));
            damaged(Key.of("k" + i));
        }
        assertEquals(3, machine.waiting());
        pass(0);
        assertEquals(2 * 4, sent(ReplicaRequest.Read.class).size());
    }

    /// Of many keys whose other owners are silent, those found first are due again before the last had a turn.
    @Test
    void eachKeyHasItsTurn() {
        machine = new RestoreMachine(A, PLACEMENT, settings(Safeguards.ALL, 1, 8), 7L << 32);
        for (int i = 0; i < 8; i++) {
            damaged(Key.of("k" + i));
        }
        for (int round = 0; round < 8; round++) {
            pass(SETTINGS.answerMillis());
        }
        long asked = sent(ReplicaRequest.Read.class).stream()
                .map(ReplicaRequest.Read::key)
                .distinct()
                .count();
        assertEquals(8, asked);
    }

    @Test
    void doesNothingWhileItsVolumeLacksData() {
        damaged(KEY);
        step(new RestoreInput.Ticked(false));
        assertEquals(List.of(), outputs);
    }

    /// To show nothing of it would be wrong.
    @Test
    void theOnlyCopyStaysAsItIs() {
        Placement alone = new Placement(1, new Partitions(1), List.of(new Placement.Owners(1, List.of(A))));
        machine = new RestoreMachine(A, alone, SETTINGS, 7L << 32);
        damaged(KEY);
        pass(0);
        assertEquals(List.of(), outputs);
        assertEquals(0, machine.waiting());
    }
}
