package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.transfer.TransferLimits.Room;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.ChunkMessage.Stopped;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.core.transfer.message.TransferId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The receiver by inputs and outputs.
class ChunkReceiverTest {

    private static final long BOOT = 0xB;
    private static final NodeId PEER = new NodeId(1);
    private static final NodeId OTHER = new NodeId(3);
    private static final long MILLI = 1_000_000;

    private ChunkReceiver receiver = new ChunkReceiver(Limits.SMALL.now(), BOOT);
    private final RecordedOutputs<Assembled> out = new RecordedOutputs<>();
    private final List<Assembled> taken = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 50 * MILLI;

    private void use(Limits limits) {
        receiver = new ChunkReceiver(limits.now(), BOOT);
    }

    private List<ChunkMessage> on(NodeId from, ChunkMessage.ToReceiver message) {
        return on(new ReceiverInput.Heard(from, message));
    }

    private List<ChunkMessage> on(ReceiverInput input) {
        receiver.on(input, new Now(nanos, 0), out);
        List<ChunkMessage> sent = new ArrayList<>();
        for (Output<Assembled> output : out.drain()) {
            if (output instanceof Output.Send<Assembled>(_, var message, _)) {
                sent.add((ChunkMessage) message);
            } else if (output instanceof Output.Answer<Assembled>(_, var assembled)) {
                taken.add(assembled);
            }
        }
        return sent;
    }

    private List<ChunkMessage> after(long millis) {
        nanos += millis * MILLI;
        return on(new ReceiverInput.Ticked());
    }

    private static TransferId id(long number) {
        return new TransferId(number, 0xA);
    }

    private static ByteSlice message(int bytes) {
        return TransferWorld.messageOf(bytes, bytes);
    }

    private static Offered offer(long number, int bytes, int remainingMillis) {
        return new Offered(id(number), BOOT, bytes, 1024, message(bytes).crc32c(), remainingMillis);
    }

    private List<ChunkMessage> offered(NodeId from, long number, int bytes) {
        return on(from, offer(number, bytes, Offered.UNLIMITED));
    }

    private List<ChunkMessage> offered(long number, int bytes) {
        return offered(PEER, number, bytes);
    }

    private List<ChunkMessage> sent(long number, int bytes, int index) {
        int from = index * 1024;
        ByteSlice piece = message(bytes).slice(from, Math.min(1024, bytes - from));
        return on(PEER, new Sent(id(number), index, piece));
    }

    private static List<ChunkMessage> granted(long number, int received, long beyond, int upTo) {
        return List.of(new Granted(id(number), received, beyond, upTo));
    }

    private static List<ChunkMessage> stopped(long number, StopReason reason) {
        return List.of(new Stopped(id(number), reason));
    }

    @Test
    void grantsAWindowThatMovesWithTheFirstMissingPiece() {
        assertEquals(granted(1, 0, 0, 4), offered(1, 6_000));
        assertEquals(granted(1, 1, 0, 5), sent(1, 6_000, 0));
        assertEquals(granted(1, 1, 0b10, 5), sent(1, 6_000, 3));
        assertEquals(granted(1, 2, 0b1, 6), sent(1, 6_000, 1));
        assertEquals(granted(1, 4, 0, 6), sent(1, 6_000, 2));
    }

    @Test
    void takesAMessageWhosePiecesCameInAnyOrder() {
        offered(1, 3_500);
        for (int index : new int[] {3, 1, 0, 1}) {
            sent(1, 3_500, index);
        }
        assertEquals(List.of(), taken);
        assertEquals(granted(1, 4, 0, 4), sent(1, 3_500, 2));
        assertEquals(List.of(new Assembled(PEER, message(3_500), Offered.UNLIMITED)), taken);
        assertEquals(0, receiver.figures().heldBytes());
        assertEquals(1, receiver.figures().repeatedPieces());
    }

    @Test
    void takesAMessageOnceHoweverOftenItsPiecesCome() {
        offered(1, 1_500);
        sent(1, 1_500, 0);
        sent(1, 1_500, 1);
        assertEquals(granted(1, 2, 0, 2), offered(1, 1_500));
        assertEquals(granted(1, 2, 0, 2), sent(1, 1_500, 0));
        assertEquals(granted(1, 2, 0, 2), sent(1, 1_500, 1));
        assertEquals(1, taken.size());
        on(PEER, new Stopped(id(1), StopReason.WITHDRAWN));
        assertEquals(granted(1, 2, 0, 2), sent(1, 1_500, 1));
    }

    @Test
    void mayTakeAMessageTwiceOnceItForgotTheFirst() {
        use(Limits.SMALL.remembering(10, 1));
        for (long number : new long[] {1, 2, 1}) {
            offered(number, 1_000);
            sent(number, 1_000, 0);
        }
        assertEquals(3, taken.size());
        assertEquals(1, receiver.figures().remembered());
    }

    @Test
    void doesNotTakeADamagedMessage() {
        on(PEER, new Offered(id(1), BOOT, 1_000, 1024, message(1_000).crc32c() + 1, -1));
        assertEquals(stopped(1, StopReason.DAMAGED), sent(1, 1_000, 0));
        assertEquals(List.of(), taken);
        assertEquals(1, receiver.figures().damaged());
        assertEquals(0, receiver.figures().heldBytes());
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), sent(1, 1_000, 0));
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), offered(1, 1_000));
    }

    @Test
    void refusesWhatIsMeantForAnotherBoot() {
        assertEquals(stopped(1, StopReason.OTHER_BOOT), on(PEER, new Offered(id(1), BOOT + 1, 1_000, 1024, 0, -1)));
        assertEquals(0, receiver.figures().transfers());
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertEquals(granted(1, 0, 0, 4), offered(1, 20_000));
        assertEquals(stopped(2, StopReason.TOO_LARGE), offered(2, 20_001));
    }

    @Test
    void doesNotKnowWhatWasNeverOffered() {
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), sent(1, 1_000, 0));
    }

    @Test
    void ignoresPiecesThatWereNotGranted() {
        offered(1, 6_000);
        assertEquals(List.of(), sent(1, 6_000, 4));
        assertEquals(List.of(), on(PEER, new Sent(id(1), 0, message(1_000))));
        assertEquals(List.of(), on(PEER, new Sent(id(1), -1, message(1_024))));
        assertEquals(List.of(), on(PEER, new Sent(id(1), Integer.MAX_VALUE, message(1_024))));
        assertEquals(4, receiver.figures().ignored());
        assertEquals(0, receiver.allocatedBytes());
    }

    @Test
    void ignoresAnotherMessageUnderTheSameNumber() {
        offered(1, 6_000);
        assertEquals(List.of(), offered(1, 7_000));
        assertEquals(6_000, receiver.figures().heldBytes());
    }

    @Test
    void holdsNoMoreOfOneSenderThanItsShare() {
        offered(1, 20_000);
        offered(2, 20_000);
        assertEquals(granted(3, 0, 0, 0), offered(3, 1));
        assertEquals(granted(4, 0, 0, 1), offered(OTHER, 4, 1));
        assertEquals(40_000, receiver.heldBytes(PEER));
    }

    @Test
    void holdsNoMoreOfAllSendersThanItsRoom() {
        offered(1, 20_000);
        offered(2, 20_000);
        offered(OTHER, 3, 19_999);
        assertEquals(granted(4, 0, 0, 0), offered(new NodeId(5), 4, 2));
        assertEquals(59_999, receiver.figures().heldBytes());
    }

    @Test
    void hasNoMoreTransfersThanItMay() {
        use(Limits.SMALL.incoming(new Room(60_000, 40_000, 3, 2)));
        offered(1, 10);
        offered(2, 10);
        assertEquals(granted(3, 0, 0, 0), offered(3, 10));
        assertEquals(granted(4, 0, 0, 1), offered(OTHER, 4, 10));
        assertEquals(granted(5, 0, 0, 0), offered(OTHER, 5, 10));
    }

    @Test
    void listensToNoMoreWaitingOffersThanItMay() {
        use(Limits.SMALL.outgoing(new Room(100_000, 60_000, 2, 2)).remembering(2, 50));
        offered(1, 20_000);
        offered(2, 20_000);
        offered(3, 10);
        offered(4, 10);
        assertEquals(granted(5, 0, 0, 0), offered(5, 10));
        assertEquals(2, receiver.figures().waiting());
        assertEquals(1, receiver.figures().unheardOffers());
        assertEquals(granted(4, 0, 0, 0), offered(4, 10));
    }

    @Test
    void givesRoomInOrderAndNeverLetsTheSmallOvertakeTheLarge() {
        offered(1, 20_000);
        offered(OTHER, 2, 20_000);
        offered(3, 15_000);
        assertEquals(granted(4, 0, 0, 0), offered(OTHER, 4, 19_000));
        assertEquals(granted(5, 0, 0, 0), offered(new NodeId(5), 5, 10));
        on(PEER, new Stopped(id(3), StopReason.WITHDRAWN));
        assertEquals(4, receiver.figures().transfers());
        assertEquals(59_010, receiver.figures().heldBytes());
    }

    private void withdraw(NodeId from, long number, long nextAdmitted) {
        List<ChunkMessage> said = on(from, new Stopped(id(number), StopReason.WITHDRAWN));
        assertEquals(granted(nextAdmitted, 0, 0, 1), said);
    }

    @Test
    void givesRoomToSendersInTurn() {
        use(Limits.SMALL.incoming(new Room(60_000, 40_000, 1, 1)));
        NodeId fifth = new NodeId(5);
        NodeId sixth = new NodeId(6);
        offered(OTHER, 1, 10);
        offered(fifth, 3, 10);
        offered(2, 10);
        on(PEER, new Stopped(id(2), StopReason.WITHDRAWN));
        offered(4, 10);
        offered(5, 10);
        offered(sixth, 6, 10);
        withdraw(OTHER, 1, 3);
        withdraw(fifth, 3, 4);
        withdraw(PEER, 4, 6);
        withdraw(sixth, 6, 5);
    }

    @Test
    void letsOtherSendersPassOneWhoseShareIsFull() {
        offered(1, 20_000);
        offered(2, 20_000);
        offered(3, 20_000);
        assertEquals(granted(4, 0, 0, 4), offered(OTHER, 4, 20_000));
        assertEquals(List.of(new Granted(id(3), 0, 0, 4)), on(PEER, new Stopped(id(1), StopReason.WITHDRAWN)));
    }

    @Test
    void forgetsAfterSilenceAndSaysSo() {
        offered(1, 3_000);
        sent(1, 3_000, 0);
        after(1_999);
        assertEquals(3_000, receiver.figures().heldBytes());
        sent(1, 3_000, 0);
        after(1_999);
        assertEquals(3_000, receiver.figures().heldBytes());
        after(1);
        assertEquals(0, receiver.figures().heldBytes());
        assertEquals(0, receiver.allocatedBytes());
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), sent(1, 3_000, 1));
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), offered(1, 3_000));
    }

    @Test
    void forgetsWaitingOffersAndTakesThemWhenTheyComeAgain() {
        offered(1, 20_000);
        offered(2, 20_000);
        offered(3, 5_000);
        after(1_000);
        offered(1, 20_000);
        offered(2, 20_000);
        after(1_000);
        assertEquals(0, receiver.figures().waiting());
        assertEquals(granted(3, 0, 0, 0), offered(3, 5_000));
    }

    @Test
    void makesRoomForWhoWaitsWhenOthersAreForgotten() {
        offered(1, 20_000);
        offered(2, 20_000);
        after(1_500);
        offered(3, 5_000);
        assertEquals(granted(3, 0, 0, 4), after(500));
    }

    @Test
    void forgetsWhatIsWithdrawn() {
        offered(1, 3_000);
        assertEquals(List.of(), on(PEER, new Stopped(id(1), StopReason.WITHDRAWN)));
        assertEquals(0, receiver.figures().heldBytes());
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), offered(1, 3_000));
    }

    @Test
    void keepsRoomForNothingThatWasWithdrawnBeforeItsOfferCame() {
        on(PEER, new Stopped(id(1), StopReason.WITHDRAWN));
        assertEquals(stopped(1, StopReason.UNKNOWN_TRANSFER), offered(1, 3_000));
    }

    @Test
    void makesNoArrayBeforeTheFirstPiece() {
        offered(1, 20_000);
        assertEquals(0, receiver.allocatedBytes());
        sent(1, 20_000, 0);
        assertEquals(20_000, receiver.allocatedBytes());
    }

    @Test
    void subtractsWhatTheTransferTookFromTheTimeThatRemains() {
        on(PEER, offer(1, 1_500, 1_000));
        nanos += 300 * MILLI;
        on(PEER, offer(1, 1_500, 600));
        nanos += 100 * MILLI;
        on(PEER, offer(1, 1_500, 1_000));
        sent(1, 1_500, 0);
        sent(1, 1_500, 1);
        assertEquals(500, taken.getFirst().remainingMillis());
    }

    @Test
    void saysThatNoTimeRemainsWhenItIsOver() {
        on(PEER, offer(1, 1_000, 100));
        nanos += 200 * MILLI;
        sent(1, 1_000, 0);
        assertEquals(0, taken.getFirst().remainingMillis());
    }
}
