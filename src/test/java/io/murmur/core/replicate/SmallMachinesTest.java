package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.CORRELATION;
import static io.murmur.core.replicate.Stand.KEY;
import static io.murmur.core.replicate.Stand.answered;
import static io.murmur.core.replicate.Stand.asked;
import static io.murmur.core.replicate.Stand.failed;
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static io.murmur.core.replicate.Stand.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Output;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Looks, hand-overs and voids by inputs and outputs.
class SmallMachinesTest {

    private static final PeerMessage.Serial SERIAL = new PeerMessage.Serial(7, 1);

    private final Stand stand = new Stand();
    private boolean mayClaim = true;

    private List<Output<Outcome>> look(ClientOperation operation) {
        var look = new LookMachine.Look(operation, 1, List.of(A, B, C));
        return stand.begin(new LookMachine(stand.target(), Stand.ticket(), look, Stand.SETTINGS));
    }

    @Test
    void aLookPassesACountOn() {
        assertEquals(List.of(asked(A, new ReplicaRequest.Count(routing(0)), 1000)), look(new ClientOperation.Count(5)));
        assertEquals(
                List.of(answered(new Outcome.Counted(12))), stand.reply(A, new ReplicaReply.Counted(CORRELATION, 12)));
        assertEquals(List.of(), stand.reply(B, new ReplicaReply.Counted(CORRELATION, 13)));
    }

    @Test
    void aLookGoesToTheNextOwnerWhereOneRefuses() {
        look(new ClientOperation.Count(5));
        assertEquals(List.of(B), receivers(stand.reply(A, refused(Refusal.BOOTSTRAPPING))));
        assertEquals(List.of(C), receivers(stand.reply(B, new ReplicaReply.StaleEpoch(CORRELATION, 5, 9))));
        // All have refused: they are asked again in turn when time has passed, not at once.
        assertEquals(List.of(), stand.reply(C, refused(Refusal.OVERLOADED)));
        assertEquals(List.of(A), receivers(stand.afterMillis(200)));
        assertEquals(List.of(B), receivers(stand.afterMillis(200)));
        assertFalse(stand.isDone());
    }

    private static ReplicaReply refused(Refusal reason) {
        return new ReplicaReply.Refused(CORRELATION, reason);
    }

    @Test
    void aLookGoesToTheNextOwnerWhereOneIsSilent() {
        look(new ClientOperation.Count(5));
        assertEquals(List.of(), stand.afterMillis(199));
        assertEquals(List.of(B), receivers(stand.afterMillis(1)));
        assertEquals(
                List.of(answered(new Outcome.Counted(3))), stand.reply(A, new ReplicaReply.Counted(CORRELATION, 3)));
    }

    @Test
    void aLookMayBeTriedAgainAfterTheDeadline() {
        look(new ClientOperation.Count(5));
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), stand.afterMillis(1000));
        assertEquals(List.of(), stand.reply(A, new ReplicaReply.Counted(CORRELATION, 3)));
        assertEquals(List.of(), stand.afterMillis(1000));
    }

    private List<Output<Outcome>> forward(ClientOperation operation) {
        var message = new PeerMessage.Forward(CORRELATION, SERIAL, operation, 1000);
        return stand.begin(new ForwardMachine(List.of(B, C), Stand.ticket(), message));
    }

    private static ClientOperation put() {
        return new ClientOperation.Put(KEY, new Mutation.Delete(), null, Stand.operation(1), Tries.FIRST, 0);
    }

    @Test
    void aHandOverIsSentOnceAndItsResultIsPassedOn() {
        assertEquals(
                List.of(asked(B, new PeerMessage.Forward(CORRELATION, SERIAL, put(), 1000), 1000)), forward(put()));
        assertEquals(List.of(), stand.afterMillis(500));
        Outcome outcome = new Outcome.Read(StoredObject.ABSENT);
        assertEquals(List.of(), stand.forwarded(C, outcome));
        assertEquals(List.of(), stand.reply(B, stored(0)));
        assertEquals(List.of(answered(outcome)), stand.forwarded(B, outcome));
        assertEquals(List.of(), stand.forwarded(B, outcome));
        assertTrue(stand.isDone());
    }

    @Test
    void aHandOverGoesToTheNextOwnerIfTheFirstSurelyDidNotCarryItOut() {
        forward(put());
        stand.afterMillis(400);
        assertEquals(
                List.of(asked(C, new PeerMessage.Forward(CORRELATION, SERIAL, put(), 600), 600)),
                stand.forwarded(B, new Outcome.Failed(Failure.DISK_FULL)));
        assertEquals(List.of(), stand.forwarded(B, new Outcome.Failed(Failure.DISK_FULL)));
        assertEquals(List.of(failed(Failure.ROTTEN)), stand.forwarded(C, new Outcome.Failed(Failure.ROTTEN)));
    }

    @Test
    void aHandOverGoesToNobodyElseWhenItsTimeIsOver() {
        forward(put());
        stand.afterMillis(999);
        assertEquals(
                List.of(asked(C, new PeerMessage.Forward(CORRELATION, SERIAL, put(), 1), 1)),
                stand.forwarded(B, new Outcome.Failed(Failure.DISK_FULL)));
        Stand late = new Stand();
        late.begin(new ForwardMachine(
                List.of(B, C),
                new Ticket(null, Stand.TICKET, 500, Stand.itinerary()),
                new PeerMessage.Forward(CORRELATION, SERIAL, put(), 0)));
        assertEquals(List.of(failed(Failure.DISK_FULL)), late.forwarded(B, new Outcome.Failed(Failure.DISK_FULL)));
    }

    @Test
    void aHandOverThatMayHaveBeenCarriedOutOrWouldFailEverywhereGoesToNobodyElse() {
        for (Failure failure : List.of(Failure.UNKNOWN, Failure.TOO_MANY_SIBLINGS, Failure.OVERLOADED)) {
            forward(put());
            assertEquals(List.of(failed(failure)), stand.forwarded(B, new Outcome.Failed(failure)));
        }
    }

    @Test
    void aHandedOverWriteWithoutResultIsUnknownAReadMayBeTriedAgain() {
        forward(put());
        assertEquals(List.of(), stand.afterMillis(999));
        assertEquals(List.of(failed(Failure.UNKNOWN)), stand.afterMillis(1));
        Stand reading = new Stand();
        reading.begin(new ForwardMachine(
                List.of(B),
                Stand.ticket(),
                new PeerMessage.Forward(CORRELATION, SERIAL, new ClientOperation.Get(KEY, 0), 1000)));
        assertEquals(List.of(failed(Failure.TRY_AGAIN)), reading.afterMillis(1000));
    }

    private List<Output<Outcome>> offerVoid() {
        var gap = new ReplicaEvent.GapVoided(5, new ActorId(A, 1), 12, 40);
        return stand.begin(new VoidMachine(stand.target(), gap, Stand.LIMITS, () -> mayClaim));
    }

    @Test
    void aVoidIsOfferedUntilEveryOtherOwnerHasIt() {
        var fill = new ReplicaRequest.FillVoid(routing(0), new ActorId(A, 1), 12, 40);
        assertEquals(List.of(sent(B, fill), sent(C, fill)), offerVoid());
        assertEquals(List.of(), stand.reply(C, stored(0)));
        assertEquals(List.of(), stand.reply(B, refused(Refusal.DISK_FULL)));
        assertEquals(List.of(), stand.afterMillis(199));
        assertEquals(List.of(sent(B, fill)), stand.afterMillis(1));
        assertFalse(stand.isDone());
        assertEquals(List.of(), stand.reply(B, stored(0)));
        assertTrue(stand.isDone());
    }

    /// What a volume that was put back takes for skipped may have been written.
    @Test
    void aVoidIsNotOfferedWhileTheVolumeMayHaveBeenPutBack() {
        mayClaim = false;
        assertEquals(List.of(), offerVoid());
        assertEquals(List.of(), stand.afterMillis(200));
        assertEquals(List.of(), stand.afterMillis(60_000));
        assertFalse(stand.isDone());
        mayClaim = true;
        assertEquals(List.of(B, C), receivers(stand.afterMillis(200)));
    }

    @Test
    void aVoidIsNotOfferedForEver() {
        offerVoid();
        stand.afterMillis(200);
        assertFalse(stand.isDone());
        stand.afterMillis(200);
        assertTrue(stand.isDone());
        assertEquals(List.of(), stand.afterMillis(200));
    }
}
