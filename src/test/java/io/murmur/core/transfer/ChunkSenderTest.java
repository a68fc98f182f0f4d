package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.transfer.SenderInput.Submitted;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.ChunkMessage.Stopped;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.core.transfer.message.TransferId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sender by inputs and outputs.
class ChunkSenderTest {

    private static final long BOOT = 0xA;
    private static final long PEER_BOOT = 0xB;
    private static final NodeId PEER = new NodeId(2);
    private static final NodeId OTHER = new NodeId(3);
    private static final long MILLI = 1_000_000;

    private ChunkSender sender = new ChunkSender(Limits.SMALL.now(), BOOT);
    private final RecordedOutputs<SendOutcome> out = new RecordedOutputs<>();
    private final List<SendOutcome> outcomes = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 50 * MILLI;

    private void use(Limits limits) {
        sender = new ChunkSender(limits.now(), BOOT);
    }

    private List<ChunkMessage> on(SenderInput input) {
        sender.on(input, new Now(nanos, 0), out);
        List<ChunkMessage> sent = new ArrayList<>();
        for (Output<SendOutcome> output : out.drain()) {
            if (output instanceof Output.Send<SendOutcome>(_, var message, _)) {
                sent.add((ChunkMessage) message);
            } else if (output instanceof Output.Answer<SendOutcome>(_, var outcome)) {
                outcomes.add(outcome);
            }
        }
        return sent;
    }

    private List<ChunkMessage> submit(NodeId to, int bytes, int remainingMillis) {
        ByteSlice message = ByteSlice.ofOwned(new byte[bytes]);
        return on(new Submitted(1, to, PEER_BOOT, message, remainingMillis));
    }

    private List<ChunkMessage> submit(int bytes) {
        return submit(PEER, bytes, Offered.UNLIMITED);
    }

    private static TransferId id(long number) {
        return new TransferId(number, BOOT);
    }

    private List<ChunkMessage> granted(long number, int received, long beyond, int upTo) {
        return on(new SenderInput.Heard(PEER, new Granted(id(number), received, beyond, upTo)));
    }

    private List<ChunkMessage> stopped(long number, StopReason reason) {
        return on(new SenderInput.Heard(PEER, new Stopped(id(number), reason)));
    }

    private List<ChunkMessage> after(long millis) {
        nanos += millis * MILLI;
        return on(new SenderInput.Ticked());
    }

    /// `number:index` of each piece among `messages`.
    private static String pieces(List<ChunkMessage> messages) {
        List<String> pieces = new ArrayList<>();
        for (ChunkMessage message : messages) {
            if (message instanceof Sent sent) {
                pieces.add(sent.transfer().number() + ":" + sent.index());
            }
        }
        return String.join(" ", pieces);
    }

    private void assertGivenUp(GiveUpReason reason, boolean surelyNotDelivered) {
        SendOutcome.GivenUp last = assertInstanceOf(SendOutcome.GivenUp.class, outcomes.getLast());
        assertEquals(reason, last.reason());
        assertEquals(surelyNotDelivered, last.surelyNotDelivered());
    }

    @Test
    void offersBeforeItSendsAnything() {
        byte[] bytes = {1, 2, 3};
        var submitted = new Submitted(7, PEER, PEER_BOOT, ByteSlice.ofOwned(bytes), 500);
        int checksum = ByteSlice.ofOwned(bytes).crc32c();
        assertEquals(List.of(new Offered(id(1), PEER_BOOT, 3, 1024, checksum, 500)), on(submitted));
    }

    @Test
    void sendsWhatIsGrantedAndNoMore() {
        submit(3_000);
        assertEquals("1:0 1:1", pieces(granted(1, 0, 0, 2)));
        assertEquals("1:2", pieces(granted(1, 1, 0, 3)));
        assertEquals("", pieces(granted(1, 2, 0, 3)));
        granted(1, 3, 0, 3);
        assertEquals(List.of(new SendOutcome.Delivered(PEER)), outcomes);
        assertEquals(0, sender.figures().transfers());
        assertEquals(0, sender.figures().heldBytes());
    }

    @Test
    void cutsTheLastPieceToItsLength() {
        submit(2_050);
        List<ChunkMessage> sent = granted(1, 0, 0, 3);
        assertEquals(2, ((Sent) sent.getLast()).piece().length());
    }

    @Test
    void hasNoMoreInFlightToOneReceiverThanItMay() {
        submit(10_000);
        submit(10_000);
        assertEquals("1:0 1:1 1:2 1:3", pieces(granted(1, 0, 0, 4)));
        assertEquals("2:0 2:1 2:2 2:3", pieces(granted(2, 0, 0, 8)));
        assertEquals("2:4", pieces(granted(1, 1, 0, 5)));
        assertEquals(8, sender.figures().inFlightPieces());
    }

    @Test
    void letsTransfersTakeTurns() {
        use(Limits.SMALL.credit(4, 1));
        submit(4_000);
        submit(2_000);
        assertEquals("1:0", pieces(granted(1, 0, 0, 4)));
        assertEquals("", pieces(granted(2, 0, 0, 2)));
        assertEquals("1:1", pieces(granted(1, 1, 0, 4)));
        assertEquals("2:0", pieces(granted(1, 2, 0, 4)));
        assertEquals("1:2", pieces(granted(2, 1, 0, 2)));
        assertEquals("2:1", pieces(granted(1, 3, 0, 4)));
        assertEquals("1:3", pieces(granted(2, 2, 0, 2)));
    }

    @Test
    void sendsAgainOnlyWhatIsMissing() {
        submit(4_000);
        granted(1, 0, 0, 4);
        granted(1, 1, 0b10, 4);
        assertEquals("", pieces(after(99)));
        assertEquals("1:1 1:2", pieces(after(1)));
        assertEquals(2, sender.figures().piecesResent());
    }

    @Test
    void asksByTheOfferWhenNothingIsOnItsWay() {
        submit(3_000);
        granted(1, 0, 0, 1);
        granted(1, 1, 0, 1);
        assertInstanceOf(Offered.class, after(100).getFirst());
    }

    @Test
    void waitsTwiceAsLongWithEachAttempt() {
        submit(1_000);
        List<Long> times = new ArrayList<>();
        for (long millis = 10; millis <= 2_000; millis += 10) {
            for (ChunkMessage message : after(10)) {
                times.add(message instanceof Offered ? millis : -millis);
            }
        }
        assertEquals(List.of(100L, 300L, 700L, -1_500L), times);
        assertGivenUp(GiveUpReason.SILENT, true);
    }

    @Test
    void waitsForRoomAsLongAsTheReceiverSaysSo() {
        submit(1_000);
        for (int i = 0; i < 100; i++) {
            granted(1, 0, 0, 0);
            assertInstanceOf(Offered.class, after(100).getFirst());
        }
        assertEquals(List.of(), outcomes);
        assertEquals("1:0", pieces(granted(1, 0, 0, 1)));
    }

    @Test
    void doesNotTakeRepeatedNewsForProgress() {
        submit(2_000);
        granted(1, 0, 0, 1);
        granted(1, 1, 0, 1);
        for (int i = 0; i < 40 && outcomes.isEmpty(); i++) {
            after(100);
            granted(1, 1, 0, 1);
        }
        assertGivenUp(GiveUpReason.SILENT, true);
    }

    @Test
    void countsWaitingForATurnAsNoSilence() {
        use(Limits.SMALL.credit(4, 1));
        for (long number = 1; number <= 6; number++) {
            submit(1_000);
            granted(number, 0, 0, 1);
        }
        for (long number = 1; number <= 5; number++) {
            assertEquals("", pieces(after(90)));
            assertEquals((number + 1) + ":0", pieces(granted(number, 1, 0, 1)));
        }
        assertEquals(0, sender.figures().offersResent());
        assertEquals(6, sender.figures().piecesSent());
    }

    @Test
    void passesTheTurnOnWhenAPieceIsNotAcknowledged() {
        use(Limits.SMALL.credit(4, 1));
        for (long number = 1; number <= 2; number++) {
            submit(1_000);
            granted(number, 0, 0, 1);
        }
        assertEquals("2:0", pieces(after(100)));
        assertEquals("1:0", pieces(after(100)));
        assertEquals(1, sender.figures().inFlightPieces());
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        submit(PEER, 1_000, 150);
        granted(1, 0, 0, 0);
        after(100);
        assertEquals(List.of(), outcomes);
        assertEquals(List.of(new Stopped(id(1), StopReason.WITHDRAWN)), after(50));
        assertGivenUp(GiveUpReason.EXPIRED, true);
    }

    @Test
    void saysWithEachOfferHowMuchTimeRemains() {
        submit(PEER, 1_000, 450);
        assertEquals(350, ((Offered) after(100).getFirst()).remainingMillis());
    }

    @Test
    void givesUpWhatNobodyWaitsForAfterItsLifetime() {
        use(Limits.SMALL.patience(new Patience(100, 1000, 3_000, 2_000)));
        submit(1_000);
        after(2_999);
        assertEquals(List.of(), outcomes);
        after(1);
        assertGivenUp(GiveUpReason.EXPIRED, true);
    }

    @Test
    void isSureOfNonDeliveryOnlyWhileAPieceNeverLeft() {
        submit(PEER, 3_000, 500);
        submit(PEER, 3_000, 500);
        granted(1, 0, 0, 2);
        granted(2, 0, 0, 3);
        after(500);
        assertEquals(
                List.of(true, false),
                outcomes.stream()
                        .map(outcome -> ((SendOutcome.GivenUp) outcome).surelyNotDelivered())
                        .toList());
    }

    @Test
    void beginsAnewUnderAnotherNumberWhenTheReceiverLostIt() {
        submit(2_000);
        granted(1, 0, 0, 2);
        Offered again = assertInstanceOf(
                Offered.class, stopped(1, StopReason.UNKNOWN_TRANSFER).getFirst());
        assertEquals(id(2), again.transfer());
        assertEquals(0, sender.figures().inFlightPieces());
        assertEquals(List.of(), stopped(1, StopReason.UNKNOWN_TRANSFER));
        assertEquals("2:0 2:1", pieces(granted(2, 0, 0, 2)));
        after(20_000);
        assertGivenUp(GiveUpReason.EXPIRED, false);
    }

    @Test
    void beginsAnewOnlySoOften() {
        submit(1_000);
        for (int number = 1; number <= 3; number++) {
            assertInstanceOf(Offered.class, stopped(number, StopReason.DAMAGED).getFirst());
        }
        stopped(4, StopReason.DAMAGED);
        assertGivenUp(GiveUpReason.FAILED_REPEATEDLY, true);
    }

    @Test
    void givesUpWhatTheReceiverRefuses() {
        submit(1_000);
        submit(1_000);
        stopped(1, StopReason.TOO_LARGE);
        assertGivenUp(GiveUpReason.TOO_LARGE, true);
        stopped(2, StopReason.OTHER_BOOT);
        assertGivenUp(GiveUpReason.RECEIVER_RESTARTED, true);
        assertEquals(0, sender.figures().heldBytes());
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertEquals(1, submit(20_000).size());
        assertEquals(List.of(), submit(20_001));
        assertGivenUp(GiveUpReason.TOO_LARGE, true);
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        use(Limits.SMALL.outgoing(new Room(50_000, 30_000, 5, 4)));
        submit(20_000);
        submit(10_000);
        assertEquals(List.of(), outcomes);
        submit(1);
        assertGivenUp(GiveUpReason.NO_ROOM, true);
        submit(OTHER, 20_000, -1);
        assertEquals(1, outcomes.size());
        submit(new NodeId(9), 1, -1);
        assertEquals(2, outcomes.size());
    }

    @Test
    void refusesTooManyAtOnce() {
        use(Limits.SMALL.outgoing(new Room(50_000, 30_000, 5, 4)));
        for (int i = 0; i < 4; i++) {
            submit(1);
        }
        assertEquals(List.of(), outcomes);
        submit(1);
        assertGivenUp(GiveUpReason.NO_ROOM, true);
        submit(OTHER, 1, -1);
        assertEquals(1, outcomes.size());
        submit(OTHER, 1, -1);
        assertEquals(2, outcomes.size());
    }

    @Test
    void hasRoomAgainWhenAMessageIsThrough() {
        use(Limits.SMALL.outgoing(new Room(20_000, 20_000, 1, 1)));
        submit(1_000);
        granted(1, 0, 0, 1);
        granted(1, 1, 0, 1);
        assertEquals(1, submit(20_000).size());
    }

    @Test
    void withdrawsWhatItDoesNotKnow() {
        var stranger = new Granted(new TransferId(1, 99), 0, 0, 1);
        assertEquals(
                List.of(new Stopped(stranger.transfer(), StopReason.WITHDRAWN)),
                on(new SenderInput.Heard(PEER, stranger)));
        submit(1_000);
        assertEquals(
                List.of(new Stopped(id(1), StopReason.WITHDRAWN)),
                on(new SenderInput.Heard(OTHER, new Granted(id(1), 0, 0, 1))));
        assertEquals(1, sender.figures().transfers());
    }

    @Test
    void ignoresGrantsThatCannotBe() {
        submit(3_000);
        assertEquals(List.of(), granted(1, 0, 0, 4));
        assertEquals(List.of(), granted(1, 2, 0, 1));
        assertEquals(List.of(), granted(1, -1, 0, 1));
        assertEquals("1:0", pieces(granted(1, 0, -1L, 1)));
        assertEquals(List.of(), outcomes);
    }

    @Test
    void allocatesNextToNothingOnTicks() {
        use(new Limits(TransferLimits.DEFAULT));
        for (int i = 0; i < 50; i++) {
            submit(new NodeId(i % 3), 300_000, -1);
        }
        ThreadMXBean threads = assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
        Now now = new Now(nanos, 0);
        SenderInput tick = new SenderInput.Ticked();
        sender.on(tick, now, out);
        long before = threads.getCurrentThreadAllocatedBytes();
        sender.on(tick, now, out);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 10_000);
    }
}
