package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.transfer.Assembled;
import io.murmur.core.transfer.GiveUpReason;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.core.transfer.message.TransferId;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.wire.message.MessageKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Messages that fit into no frame, from one node to another in frames.
class LargeMessagesTest {

    private static final Peer A = Frames.SENDER;
    private static final Peer B = Frames.TARGET;
    private static final long MILLI = 1_000_000;

    private final LargeMessages atA = new LargeMessages(FrameLimits.DEFAULT, TransferLimits.DEFAULT, A.boot());
    private final LargeMessages atB = new LargeMessages(FrameLimits.DEFAULT, TransferLimits.DEFAULT, B.boot());
    private final RecordedOutputs<LargeResult> out = new RecordedOutputs<>();
    private final List<LargeResult> results = new ArrayList<>();
    private final List<Long> correlations = new ArrayList<>();
    private long nanos;

    private Now now() {
        return new Now(nanos, 0);
    }

    private static Message held(long correlation, int bytes) {
        Dot dot = new Dot(new ActorId(new NodeId(1), 2), 3);
        var sibling = new Sibling(dot, 1, new OperationId(1, 2), new RandomMessages(bytes).value(bytes));
        return new ReplicaReply.Held(correlation, StoredObject.of(VersionVector.of(dot), List.of(sibling), 0));
    }

    private static FramedMessage forward(int bytes, Timing timing) {
        var put = new ClientOperation.Put(
                Key.of("k"),
                Mutation.set(new RandomMessages(bytes).value(bytes)),
                null,
                new OperationId(1, 2),
                Tries.FIRST,
                0);
        return new FramedMessage(new PeerMessage.Forward(77, new PeerMessage.Serial(7, 1), put, 1_000), timing);
    }

    /// What was sent since the last call, having travelled in frames.
    private List<ChunkMessage> travelled() {
        List<FramedMessage> sent = new ArrayList<>();
        for (Output<LargeResult> output : out.drain()) {
            if (output instanceof Output.Send<LargeResult>(_, var message, _)) {
                sent.add(new FramedMessage(message, Timing.NONE));
            } else if (output instanceof Output.Answer<LargeResult>(var correlation, var result)) {
                correlations.add(correlation);
                results.add(result);
            }
        }
        List<ChunkMessage> arrived = new ArrayList<>();
        for (Frame frame : Frames.encode(sent)) {
            Frames.decode(frame).messages().forEach(framed -> arrived.add((ChunkMessage) framed.message()));
        }
        return arrived;
    }

    private void talkUntilQuiet() {
        List<ChunkMessage> toB = travelled();
        while (!toB.isEmpty()) {
            toB.forEach(message -> atB.on(A.node(), message, now(), out));
            nanos += MILLI;
            travelled().forEach(message -> atA.on(B.node(), message, now(), out));
            nanos += MILLI;
            toB = travelled();
        }
    }

    @Test
    void carriesWhatFitsIntoNoFrame() {
        for (int bytes : new int[] {240 * 1024, 300_000, 1 << 20, 5 << 20}) {
            FramedMessage large = new FramedMessage(held(bytes, bytes), new Timing(150, 12, Timing.UNLIMITED));
            EncodedBatch batch = new FrameEncoder(FrameLimits.DEFAULT).encode(Frames.HEADER, List.of(large));
            assertEquals(List.of(large), batch.oversized());
            atA.offer(B, large, now(), out);
            talkUntilQuiet();
            assertEquals(new LargeResult.Arrived(A.node(), large), results.getLast());
            assertEquals(bytes, correlations.getLast());
        }
        assertEquals(4, results.size());
        assertEquals(0, atA.outgoing().heldBytes());
        assertEquals(0, atB.incoming().heldBytes());
    }

    @Test
    void shortensTheRemainingTimeByWhatTheTransferTook() {
        atA.offer(B, forward(400_000, new Timing(150, 12, 900)), now(), out);
        List<ChunkMessage> offered = travelled();
        atB.on(A.node(), offered.getFirst(), now(), out);
        nanos += 250 * MILLI;
        travelled().forEach(message -> atA.on(B.node(), message, now(), out));
        talkUntilQuiet();
        LargeResult.Arrived arrived = assertInstanceOf(LargeResult.Arrived.class, results.getLast());
        Timing timing = arrived.message().timing();
        assertEquals(new Timing(150, 12, timing.remainingMillis()), timing);
        assertTrue(timing.remainingMillis() <= 650 && timing.remainingMillis() >= 600, timing.toString());
    }

    @Test
    void saysAtOnceWhatIsTooLarge() {
        atA.offer(B, forward(20 << 20, Timing.NONE), now(), out);
        assertEquals(List.of(), travelled());
        assertEquals(
                List.of(new LargeResult.Unsent(B.node(), MessageKind.FORWARD, 77, GiveUpReason.TOO_LARGE, true)),
                results);
        assertEquals(List.of(77L), correlations);
    }

    @Test
    void saysWhatWasGivenUp() {
        atA.offer(B, forward(300_000, new Timing(0, 0, 100)), now(), out);
        travelled();
        nanos += 100 * MILLI;
        atA.tick(now(), out);
        travelled();
        assertEquals(
                List.of(new LargeResult.Unsent(B.node(), MessageKind.FORWARD, 77, GiveUpReason.EXPIRED, true)),
                results);
    }

    @Test
    void doesNotSendAgainWhatIsOnItsWay() {
        atA.offer(B, forward(300_000, new Timing(0, 0, 900)), now(), out);
        atA.offer(B, forward(300_000, new Timing(200, 0, 700)), now(), out);
        assertEquals(1, travelled().size());
        assertEquals(1, atA.repeatedOffers());
        atA.offer(B, forward(300_001, Timing.NONE), now(), out);
        atA.offer(new Peer(new NodeId(5), 1, 1), forward(300_000, Timing.NONE), now(), out);
        atA.offer(B, new FramedMessage(held(78, 300_000), Timing.NONE), now(), out);
        assertEquals(3, travelled().size());
        assertEquals(4, atA.outgoing().transfers());
    }

    @Test
    void sendsAgainWhatIsOfferedAfterItsEnd() {
        for (int i = 1; i <= 2; i++) {
            atA.offer(B, forward(300_000, Timing.NONE), now(), out);
            talkUntilQuiet();
            assertEquals(i, results.size());
            atA.offer(B, forward(20 << 20, Timing.NONE), now(), out);
            travelled();
            assertInstanceOf(LargeResult.Unsent.class, results.removeLast());
        }
    }

    @Test
    void isNotTakenByAnotherBoot() {
        atA.offer(new Peer(B.node(), B.incarnation(), 99), forward(300_000, Timing.NONE), now(), out);
        talkUntilQuiet();
        assertEquals(
                List.of(new LargeResult.Unsent(
                        B.node(), MessageKind.FORWARD, 77, GiveUpReason.RECEIVER_RESTARTED, true)),
                results);
    }

    @Test
    void forgetsOnTicks() {
        atA.offer(B, forward(300_000, Timing.NONE), now(), out);
        travelled().forEach(message -> atB.on(A.node(), message, now(), out));
        assertTrue(atB.incoming().heldBytes() > 0);
        nanos += 10_000 * MILLI;
        atB.tick(now(), out);
        assertEquals(0, atB.incoming().heldBytes());
    }

    @Test
    void givesWithdrawalsToTheReceiver() {
        atA.offer(B, forward(300_000, Timing.NONE), now(), out);
        travelled().forEach(message -> atB.on(A.node(), message, now(), out));
        var withdrawn = new ChunkMessage.Stopped(new TransferId(1, A.boot()), StopReason.WITHDRAWN);
        atB.on(A.node(), withdrawn, now(), out);
        assertEquals(0, atB.incoming().heldBytes());
    }

    private static String unreadable(ByteSlice section) {
        LargeResult result = LargeMessages.resultOf(new Assembled(A.node(), section, -1));
        return assertInstanceOf(LargeResult.Unreadable.class, result).detail();
    }

    private static ByteSlice section(int length, int tag, int flags, byte[] rest) {
        return ByteSlice.ofOwned(
                new BytesWriter(64).i32(length).u8(tag).u8(flags).raw(rest).toByteArray());
    }

    @Test
    void dropsWhatItCannotRead() {
        assertTrue(unreadable(ByteSlice.ofOwned(new byte[3])).contains("end too early"));
        assertTrue(unreadable(section(9, 19, 1, new byte[3])).contains("claims 9"));
        assertTrue(unreadable(section(5, 200, 1, new byte[3])).contains("tag 200"));
        assertTrue(unreadable(section(5, 19, 4, new byte[3])).contains("flags 4"));
        assertTrue(unreadable(section(5, 19, 1, new byte[3])).contains("end too early"));
        BytesWriter stopped =
                new BytesWriter(64).varint(0).varint(0).i64(1).i64(2).u8(1);
        assertTrue(unreadable(section(2 + stopped.size(), 51, 1, stopped.toByteArray()))
                .contains("piece itself"));
    }

    @Test
    void refusesPiecesThatFitIntoNoFrame() {
        FrameLimits frames = new FrameLimits(64 * 1024, 10);
        String sentence = assertThrows(
                        IllegalArgumentException.class, () -> new LargeMessages(frames, TransferLimits.DEFAULT, 1))
                .getMessage();
        assertEquals("murmur.transfer.piece-bytes is 65536; it must be at most 65280 to fit into a frame", sentence);
        FrameLimits enough = new FrameLimits(64 * 1024 + 256, 10);
        LargeMessages tight = new LargeMessages(enough, TransferLimits.DEFAULT, A.boot());
        tight.offer(B, forward(300_000, new Timing(1, 1, 1 << 30)), now(), out);
        travelled().forEach(message -> atB.on(A.node(), message, now(), out));
        travelled().forEach(message -> tight.on(B.node(), message, now(), out));
        List<FramedMessage> pieces = travelled().stream()
                .map(piece -> new FramedMessage(piece, new Timing(1 << 30, 1 << 30, 1 << 30)))
                .toList();
        assertEquals(4, pieces.size());
        assertEquals(
                List.of(),
                new FrameEncoder(enough).encode(Frames.HEADER, pieces).oversized());
    }
}
