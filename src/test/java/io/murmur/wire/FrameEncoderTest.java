package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.value.OperationId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How batches become frames.
class FrameEncoderTest {

    private static final PeerMessage.Serial SERIAL = new PeerMessage.Serial(7, 1);

    private static final FramedMessage SMALL = framed(new ReplicaReply.Counted(1, 2));

    private static FramedMessage framed(Message message) {
        return new FramedMessage(message, Timing.NONE);
    }

    private static FramedMessage ofBytes(int bytes) {
        var put = new ClientOperation.Put(
                Key.of("k"),
                Mutation.set(new RandomMessages(bytes).value(bytes)),
                null,
                new OperationId(1, 2),
                Tries.FIRST,
                0);
        return framed(new PeerMessage.Forward(1, SERIAL, put, 1_000));
    }

    @Test
    void makesNoFrameOfNothing() {
        assertEquals(List.of(), Frames.encode(List.of()));
    }

    @Test
    void splitsBatchesAtTheLimitOfBytesAndKeepsTheirOrder() {
        FrameLimits limits = new FrameLimits(2_000, 1_000);
        FrameEncoder encoder = new FrameEncoder(limits);
        FrameDecoder decoder = Frames.decoder(limits);
        for (long seed = 0; seed < 200; seed++) {
            List<FramedMessage> batch = new RandomMessages(seed).batch(60);
            EncodedBatch encoded = encoder.encode(Frames.HEADER, batch);
            List<FramedMessage> read = new ArrayList<>();
            for (Frame frame : encoded.frames()) {
                assertTrue(frame.length() <= limits.frameBytesMax());
                read.addAll(((FrameDecoder.Decoded) decoder.decode(frame)).messages());
            }
            List<FramedMessage> sent = new ArrayList<>(batch);
            sent.removeAll(encoded.oversized());
            assertEquals(sent, read, "seed " + seed);
        }
    }

    @Test
    void splitsBatchesAtTheLimitOfMessages() {
        EncodedBatch batch = new FrameEncoder(new FrameLimits(4_096, 2))
                .encode(Frames.HEADER, List.of(SMALL, SMALL, SMALL, SMALL, SMALL));
        List<Integer> sizes = batch.frames().stream()
                .map(frame -> Frames.decode(frame).messages().size())
                .toList();
        assertEquals(List.of(2, 2, 1), sizes);
    }

    @Test
    void fillsAFrameToTheLastByteAndNoFurther() {
        int empty = Frames.encode(List.of(ofBytes(1_000))).getFirst().length() - 1_000;
        FrameLimits limits = new FrameLimits(empty + 1_000, 10);
        assertEquals(
                List.of(),
                new FrameEncoder(limits)
                        .encode(Frames.HEADER, List.of(ofBytes(1_000)))
                        .oversized());
        assertEquals(
                List.of(ofBytes(1_001)),
                new FrameEncoder(limits)
                        .encode(Frames.HEADER, List.of(ofBytes(1_001)))
                        .oversized());
    }

    @Test
    void handsBackWhatFitsIntoNoFrameAndSendsTheRest() {
        FramedMessage huge = ofBytes(4 * 1024 * 1024);
        FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);
        EncodedBatch batch = encoder.encode(Frames.HEADER, List.of(huge, SMALL, huge, SMALL));
        assertEquals(List.of(huge, huge), batch.oversized());
        List<FramedMessage> sent = new ArrayList<>();
        batch.frames().forEach(frame -> sent.addAll(Frames.decode(frame).messages()));
        assertEquals(List.of(SMALL, SMALL), sent);
        assertEquals(
                1, encoder.encode(Frames.HEADER, List.of(SMALL, SMALL)).frames().size());
    }

    @Test
    void takesTheLargestValueThatTravelsInOnePiece() {
        assertEquals(1, Frames.encode(List.of(ofBytes(128 * 1024))).size());
    }

    @Test
    void refusesToGreetWithMessagesForMembers() {
        FrameHeader nobody = new FrameHeader(Frames.CLUSTER, Frames.SENDER, null, 0, 0);
        FrameHeader clusterless = new FrameHeader(ClusterId.NONE, Frames.SENDER, Frames.TARGET, 0, 0);
        FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);
        assertThrows(InvariantViolation.class, () -> encoder.encode(nobody, List.of(SMALL)));
        assertThrows(InvariantViolation.class, () -> encoder.encode(clusterless, List.of(SMALL)));
    }

    @Test
    void refusesMessagesWithoutAKind() {
        var outcome = new Outcome.Failed(Failure.UNKNOWN);
        FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);
        assertThrows(InvariantViolation.class, () -> encoder.encode(Frames.HEADER, List.of(framed(outcome))));
    }

    @Test
    void timesSaturate() {
        assertEquals(new Timing(0, 2, 0), Timing.ofRequest(-5, 2_999, -1));
        assertEquals(
                new Timing(Integer.MAX_VALUE, 0, Integer.MAX_VALUE),
                Timing.ofRequest(Long.MAX_VALUE, 999, Long.MAX_VALUE));
        assertEquals(new Timing(1, 2, Timing.UNLIMITED), Timing.ofReply(1_000, 2_000));
    }

    @Test
    void writesDurationsBeyondTheirBoundsAsTheBounds() {
        var count = new ClientOperation.Count(3);
        var late = Frames.decode(Frames.encode(new PeerMessage.Forward(1, SERIAL, count, -20)));
        assertEquals(
                new PeerMessage.Forward(1, SERIAL, count, 0),
                late.messages().getFirst().message());
    }
}
