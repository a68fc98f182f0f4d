package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.CORRELATION;
import static io.murmur.core.replicate.Stand.KEY;
import static io.murmur.core.replicate.Stand.answered;
import static io.murmur.core.replicate.Stand.asked;
import static io.murmur.core.replicate.Stand.dot;
import static io.murmur.core.replicate.Stand.failed;
import static io.murmur.core.replicate.Stand.merge;
import static io.murmur.core.replicate.Stand.object;
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static io.murmur.core.replicate.Stand.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaReply.Memory;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One write by inputs and outputs; N = 3, W = R = 2.
class WriteMachineTest {

    private static final int FIRST = 0;
    private static final int SUPERSEDE = 1;
    private static final int RECALL = 2;
    private static final OperationId OPERATION = Stand.operation(1);
    private static final StoredObject WRITTEN = object(A, 1, "v");

    private final Stand stand = new Stand();

    private void begin(@Nullable VersionVector context, boolean repetition) {
        stand.begin(machine(context, repetition));
    }

    private WriteMachine machine(@Nullable VersionVector context, boolean repetition) {
        var put = new ClientOperation.Put(
                KEY,
                Mutation.set(Value.of("v")),
                context == null ? null : Known.of(context),
                OPERATION,
                repetition ? Tries.AGAIN : Tries.FIRST,
                0);
        return new WriteMachine(stand.target(), Stand.ticket(), put, new Level(2, 2), Stand.SETTINGS);
    }

    private static ReplicaRequest mint(int phase, @Nullable VersionVector context, Attempt attempt) {
        return new ReplicaRequest.Mint(
                routing(phase),
                KEY,
                Mutation.set(Value.of("v")),
                context == null ? null : Known.of(context),
                OPERATION,
                attempt);
    }

    private static ReplicaReply minted(int phase, StoredObject object, boolean existed) {
        return new ReplicaReply.Minted(
                CORRELATION | phase,
                object,
                List.of(object.siblings().getFirst().dot()),
                existed);
    }

    private static ReplicaReply beyond(int phase, VersionVector context) {
        return new ReplicaReply.Stored(CORRELATION | phase, StoredObject.of(context, List.of(), 0));
    }

    private static ReplicaReply refused(int phase, Refusal reason) {
        return new ReplicaReply.Refused(CORRELATION | phase, reason);
    }

    @Test
    void asksItsOwnReplicaToMintThenSendsToTheOthersThenAnswersAfterW() {
        assertEquals(List.of(asked(A, mint(FIRST, null, Attempt.FIRST), 1000)), stand.begin(machine(null, false)));
        ReplicaRequest frame = merge(FIRST, WRITTEN, dot(A, 1));
        assertEquals(List.of(sent(B, frame), sent(C, frame)), stand.reply(A, minted(FIRST, WRITTEN, true)));
        assertEquals(List.of(), stand.reply(A, stored(FIRST)));
        assertFalse(stand.isDone());
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), true))),
                stand.reply(C, stored(FIRST)));
        assertTrue(stand.isDone());
        assertEquals(List.of(), stand.reply(B, stored(FIRST)));
        assertEquals(List.of(), stand.afterMillis(2000));
    }

    @Test
    void countsEachOwnerOnceAndStrangersNever() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        assertEquals(List.of(), stand.reply(B, stored(FIRST)));
        assertEquals(List.of(), stand.reply(B, stored(FIRST)));
        assertEquals(List.of(), stand.reply(new NodeId(0xD), stored(FIRST)));
        assertEquals(List.of(), stand.reply(C, stored(SUPERSEDE)));
        assertFalse(stand.isDone());
    }

    @Test
    void passesTheContextOfTheClientOn() {
        VersionVector context = VersionVector.of(dot(B, 4));
        assertEquals(
                List.of(asked(A, mint(FIRST, context, Attempt.FIRST), 1000)), stand.begin(machine(context, false)));
    }

    @Test
    void supersedesUnderASecondDotWhatOwnersHeldBeyondAPlainWrite() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(A, stored(FIRST));
        VersionVector held = VersionVector.of(dot(B, 8)).with(dot(C, 2));
        VersionVector all = held.merge(WRITTEN.context());
        assertEquals(
                List.of(asked(A, mint(SUPERSEDE, all, Attempt.SUPERSEDE), 1000)), stand.reply(B, beyond(FIRST, held)));
        StoredObject second = StoredObject.of(all.with(dot(A, 2)), List.of(Stand.sibling(dot(A, 2), "v")), 0);
        ReplicaRequest frame = merge(SUPERSEDE, second, dot(A, 2));
        assertEquals(List.of(sent(B, frame), sent(C, frame)), stand.reply(A, minted(SUPERSEDE, second, true)));
        // The acknowledgements of the first round count no more, and late ones say nothing.
        assertEquals(List.of(), stand.reply(C, stored(FIRST)));
        assertEquals(List.of(), stand.reply(A, stored(SUPERSEDE)));
        // One round is enough: what shows up now was not acknowledged before this write began.
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(second.context()), true))),
                stand.reply(C, beyond(SUPERSEDE, VersionVector.of(dot(C, 9)))));
    }

    @Test
    void aWriteWithContextSupersedesOnlyWhatItKnew() {
        begin(VersionVector.EMPTY, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(A, stored(FIRST));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), false))),
                stand.reply(B, beyond(FIRST, VersionVector.of(dot(B, 8)))));
    }

    @Test
    void sendsAgainToThoseWhoDidNotAcknowledge() {
        begin(null, false);
        assertEquals(List.of(), stand.afterMillis(100));
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(B, stored(FIRST));
        assertEquals(List.of(), stand.afterMillis(199));
        assertEquals(List.of(sent(C, merge(FIRST, WRITTEN, dot(A, 1)))), stand.afterMillis(1));
        assertEquals(List.of(), stand.afterMillis(199));
        assertEquals(List.of(C), receivers(stand.afterMillis(1)));
    }

    @Test
    void doesNotMintTwiceHoweverLongTheReplicaTakes() {
        begin(null, false);
        for (int i = 0; i < 4; i++) {
            assertEquals(List.of(), stand.afterMillis(200));
        }
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.afterMillis(200));
    }

    @Test
    void isUnknownAtTheDeadline() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(A, stored(FIRST));
        assertEquals(List.of(B, C), receivers(stand.afterMillis(999)));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.afterMillis(1));
        assertEquals(List.of(), stand.reply(B, stored(FIRST)));
    }

    @Test
    void aRefusedMintWasSurelyNotExecuted() {
        for (Refusal reason : Refusal.values()) {
            Stand fresh = new Stand();
            WriteMachine machine = machine(null, false);
            fresh.begin(machine);
            Failure failure = Failure.ofMint(reason);
            boolean isHandedOver = failure.isOfOneNode();
            if (failure.isOfWhatIsShown()) {
                continue; // DoubtedRefusalTest has these.
            }
            assertEquals(isHandedOver ? List.of() : List.of(failed(failure)), fresh.reply(A, refused(FIRST, reason)));
            assertEquals(isHandedOver ? failure : null, machine.refusedHere());
            assertTrue(machine.isDone());
        }
    }

    @Test
    void anOwnerWithAStaleEpochLeavesAWriteToOthers() {
        WriteMachine machine = machine(null, false);
        stand.begin(machine);
        assertEquals(List.of(), stand.reply(A, new ReplicaReply.StaleEpoch(CORRELATION, 5, 8)));
        assertEquals(Failure.TRY_AGAIN, machine.refusedHere());
    }

    @Test
    void aRefusedSecondMintIsUnknown() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(A, stored(FIRST));
        stand.reply(B, beyond(FIRST, VersionVector.of(dot(B, 8))));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.reply(A, refused(SUPERSEDE, Refusal.DISK_FULL)));
    }

    /// Somebody said in between when it ends: that is no other value.
    @Test
    void aRepetitionLeavesAnExpiryBesideItAlone() {
        begin(null, true);
        Sibling expiry =
                new Sibling(dot(B, 9), 2_000, Stand.operation(88), null, new Expiry(9_000, 1_000, WRITTEN.context()));
        StoredObject both = new ObjectMerge(Safeguards.ALL).expire(WRITTEN, expiry, 0);
        for (NodeId owner : List.of(A, B)) {
            stand.reply(owner, new ReplicaReply.Recalled(CORRELATION | RECALL, ReplicaReply.Memory.SEEN, both));
        }
        assertEquals(List.of(), stand.reply(A, stored(RECALL)));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(both.context()), true))), stand.reply(B, stored(RECALL)));
    }

    /// It was said of an earlier value, perhaps before this write began (G3).
    @Test
    void aRepetitionSupersedesAnExpiryOfAValueThatIsGone() {
        begin(null, true);
        Dot gone = dot(C, 3);
        Sibling expiry = new Sibling(
                dot(B, 9), 2_000, Stand.operation(88), null, new Expiry(9_000, 1_000, VersionVector.of(gone)));
        VersionVector known = WRITTEN.context().with(gone).with(expiry.dot());
        StoredObject both = StoredObject.of(known, List.of(WRITTEN.siblings().getFirst(), expiry), 0);
        for (NodeId owner : List.of(A, B)) {
            stand.reply(owner, new ReplicaReply.Recalled(CORRELATION | RECALL, ReplicaReply.Memory.SEEN, both));
        }
        assertEquals(List.of(), stand.reply(A, stored(RECALL)));
        assertEquals(
                List.of(asked(A, mint(SUPERSEDE, known, Attempt.SUPERSEDE), 1000)), stand.reply(B, stored(RECALL)));
    }

    /// Who reads at a majority may have been shown it by two that this node is none of.
    @Test
    void aRepetitionAsksMoreThanItselfHoweverManyItsLevelReaches() {
        ClientOperation.Put put =
                new ClientOperation.Put(KEY, Mutation.set(Value.of("v")), null, OPERATION, Tries.AGAIN, 3);
        Level all = new Level(3, 3);
        stand.begin(new WriteMachine(stand.target(), Stand.ticket(), put, all, Stand.SETTINGS));
        assertEquals(List.of(), stand.reply(A, recalled(Memory.NEVER, StoredObject.ABSENT)));
        assertEquals(
                List.of(B, C),
                receivers(stand.reply(B, recalled(Memory.SEEN, WRITTEN))).stream()
                        .filter(to -> !to.equals(A))
                        .toList());
    }

    @Test
    void aPassiveWriteIsSentToNobody() {
        var put = new ClientOperation.Put(KEY, Mutation.set(Value.of("v")), null, OPERATION, Tries.FIRST, 0);
        Level passive = new Level(1, 1, ConflictRule.SIBLINGS, false);
        stand.begin(new WriteMachine(stand.target(), Stand.ticket(), put, passive, Stand.SETTINGS));
        assertEquals(List.of(), stand.reply(A, minted(FIRST, WRITTEN, false)));
        assertEquals(List.of(), stand.afterMillis(200));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), false))),
                stand.reply(A, stored(FIRST)));
    }

    @Test
    void asksAnOverloadedOwnerAgain() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(A, stored(FIRST));
        assertEquals(List.of(), stand.reply(B, refused(FIRST, Refusal.OVERLOADED)));
        assertEquals(List.of(), stand.reply(C, refused(FIRST, Refusal.OVERLOADED)));
        assertEquals(List.of(B, C), receivers(stand.afterMillis(200)));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), false))),
                stand.reply(C, stored(FIRST)));
    }

    @Test
    void isUnknownAsSoonAsWCannotBeReached() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        assertEquals(List.of(), stand.reply(B, refused(FIRST, Refusal.DISK_FULL)));
        assertEquals(List.of(), stand.reply(B, refused(FIRST, Refusal.DISK_FULL)));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.reply(C, new ReplicaReply.StaleEpoch(CORRELATION, 5, 8)));
    }

    /// They have purged what this node still holds beside it; an exchange tells them.
    @Test
    void offersAgainWhatOwnersHaveSeenBefore() {
        begin(VersionVector.EMPTY, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(A, stored(FIRST));
        assertEquals(List.of(), stand.reply(B, refused(FIRST, Refusal.SEEN_BEFORE)));
        assertEquals(List.of(), stand.reply(C, refused(FIRST, Refusal.SEEN_BEFORE)));
        assertEquals(List.of(B, C), receivers(stand.afterMillis(200)));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), false))),
                stand.reply(B, stored(FIRST)));
    }

    @Test
    void oneRefusalOfThreeIsNoReasonToFail() {
        begin(null, false);
        stand.reply(A, minted(FIRST, WRITTEN, false));
        stand.reply(B, refused(FIRST, Refusal.BOOTSTRAPPING));
        stand.reply(A, stored(FIRST));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), false))),
                stand.reply(C, stored(FIRST)));
    }

    @Test
    void whatTheOwnReplicaHadDoneBeforeIsMadeDurableOnW() {
        begin(null, false);
        ReplicaRequest frame = merge(FIRST, WRITTEN);
        assertEquals(
                List.of(sent(B, frame), sent(C, frame)),
                stand.reply(A, new ReplicaReply.Repeated(CORRELATION, WRITTEN, true)));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), true))),
                stand.reply(B, stored(FIRST)));
    }

    private static ReplicaReply recalled(Memory memory, StoredObject object) {
        return new ReplicaReply.Recalled(CORRELATION | RECALL, memory, object);
    }

    @Test
    void aRepetitionIsLookedUpBeforeItIsCarriedOut() {
        ReplicaRequest recall = new ReplicaRequest.Recall(routing(RECALL), KEY, OPERATION);
        assertEquals(
                List.of(asked(A, recall, 1000), asked(B, recall, 1000), asked(C, recall, 1000)),
                stand.begin(machine(null, true)));
        assertEquals(List.of(), stand.reply(A, recalled(Memory.NEVER, StoredObject.ABSENT)));
        assertEquals(List.of(), stand.reply(A, recalled(Memory.NEVER, StoredObject.ABSENT)));
        assertEquals(
                List.of(asked(A, mint(FIRST, null, Attempt.FIRST), 1000)),
                stand.reply(B, recalled(Memory.NEVER, object(C, 3, "other"))));
        assertEquals(List.of(), stand.reply(C, recalled(Memory.SEEN, WRITTEN)));
    }

    @Test
    void asksForMemoriesAgain() {
        begin(null, true);
        stand.reply(B, recalled(Memory.NEVER, StoredObject.ABSENT));
        assertEquals(List.of(A, C), receivers(stand.afterMillis(200)));
    }

    @Test
    void aRepetitionThatOneOwnerRemembersIsMadeDurableInstead() {
        begin(null, true);
        stand.reply(B, recalled(Memory.SEEN, WRITTEN));
        ReplicaRequest frame = merge(RECALL, WRITTEN);
        assertEquals(
                List.of(sent(B, frame), sent(C, frame), sent(A, frame)),
                stand.reply(C, recalled(Memory.NEVER, StoredObject.ABSENT)));
        stand.reply(C, stored(RECALL));
        assertEquals(
                List.of(answered(new Outcome.Written(Known.of(WRITTEN.context()), true))),
                stand.reply(B, stored(RECALL)));
    }

    @Test
    void aRepetitionMakesUpForTheSupersedeRoundItsFirstTryMissed() {
        begin(null, true);
        StoredObject both = StoredObject.of(
                VersionVector.of(dot(A, 1)).with(dot(B, 8)),
                List.of(Stand.sibling(dot(A, 1), "v"), Stand.sibling(dot(B, 8), "old")),
                0);
        stand.reply(B, recalled(Memory.SEEN, both));
        stand.reply(C, recalled(Memory.SEEN, WRITTEN));
        stand.reply(B, stored(RECALL));
        assertEquals(
                List.of(asked(A, mint(SUPERSEDE, both.context(), Attempt.SUPERSEDE), 1000)),
                stand.reply(A, stored(RECALL)));
    }

    /// The event was superseded by one of two that stand beside each other: nobody can tell what the round
    /// should have superseded.
    @Test
    void aRepetitionWhoseEventIsGoneBesideSiblingsIsUnknown() {
        begin(null, true);
        StoredObject others = StoredObject.of(
                VersionVector.of(dot(A, 1)).with(dot(B, 8)).with(dot(C, 2)),
                List.of(Stand.sibling(dot(B, 8), "x"), Stand.sibling(dot(C, 2), "y")),
                0);
        stand.reply(B, recalled(Memory.SEEN, others));
        stand.reply(C, recalled(Memory.SEEN, others));
        stand.reply(B, stored(RECALL));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.reply(C, stored(RECALL)));
    }

    @Test
    void aRepetitionThatMayBeForgottenIsUnknown() {
        begin(null, true);
        stand.reply(A, recalled(Memory.FORGOTTEN, StoredObject.ABSENT));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.reply(B, recalled(Memory.NEVER, StoredObject.ABSENT)));
    }

    @Test
    void aRepetitionThatOneRemembersIsNotForgotten() {
        begin(null, true);
        stand.reply(A, recalled(Memory.FORGOTTEN, StoredObject.ABSENT));
        assertEquals(List.of(B, C, A), receivers(stand.reply(B, recalled(Memory.SEEN, WRITTEN))));
    }

    @Test
    void aRepetitionTooFewOwnersCanSpeakForIsUnknown() {
        begin(null, true);
        assertEquals(List.of(), stand.reply(A, refused(RECALL, Refusal.BOOTSTRAPPING)));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.reply(B, refused(RECALL, Refusal.BOOTSTRAPPING)));
    }

    private WriteMachine handedOver(Tries tries) {
        Ticket ticket = new Ticket(new NodeId(0xD), 77, 1_000_000_000, Stand.itinerary());
        var put = new ClientOperation.Put(KEY, Mutation.set(Value.of("v")), null, OPERATION, tries, 0);
        return new WriteMachine(stand.target(), ticket, put, new Level(3, 1), Stand.SETTINGS);
    }

    @Test
    void saysThatATryWasHandedOver() {
        assertEquals(
                List.of(asked(A, mint(FIRST, null, Attempt.HANDED_OVER), 1000)), stand.begin(handedOver(Tries.FIRST)));
        assertEquals(List.of(asked(A, mint(FIRST, null, Attempt.FIRST), 1000)), stand.begin(handedOver(Tries.ONLY)));
        assertEquals(List.of(A, B, C), receivers(stand.begin(handedOver(Tries.AGAIN))));
    }

    @Test
    void whatWasHandedOverIsLookedUpIfAnotherTryWas() {
        stand.begin(handedOver(Tries.FIRST));
        ReplicaRequest recall = new ReplicaRequest.Recall(routing(RECALL), KEY, OPERATION);
        assertEquals(
                List.of(asked(A, recall, 1000), asked(B, recall, 1000), asked(C, recall, 1000)),
                stand.reply(A, refused(FIRST, Refusal.LOOKED_UP)));
        stand.reply(A, recalled(Memory.NEVER, StoredObject.ABSENT));
        stand.reply(B, recalled(Memory.NEVER, StoredObject.ABSENT));
        assertEquals(
                List.of(asked(A, mint(FIRST, null, Attempt.FIRST), 1000)),
                stand.reply(C, recalled(Memory.NEVER, StoredObject.ABSENT)));
    }

    @Test
    void answersTheCoordinatorThatHandedTheWriteOver() {
        NodeId asker = new NodeId(0xD);
        Ticket ticket = new Ticket(asker, 77, 1_000_000_000, Stand.itinerary());
        var put = new ClientOperation.Put(KEY, Mutation.set(Value.of("v")), null, OPERATION, Tries.FIRST, 0);
        stand.begin(new WriteMachine(stand.target(), ticket, put, new Level(1, 1), Stand.SETTINGS));
        stand.reply(A, minted(FIRST, WRITTEN, false));
        assertEquals(
                List.of(sent(
                        asker, new PeerMessage.Forwarded(77, new Outcome.Written(Known.of(WRITTEN.context()), false)))),
                stand.reply(A, stored(FIRST)));
    }
}
