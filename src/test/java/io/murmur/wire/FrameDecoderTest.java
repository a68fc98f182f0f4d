package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which frames a node takes, and what it says of the others.
class FrameDecoderTest {

    private static final FramedMessage SMALL = new FramedMessage(new ReplicaReply.Counted(1, 2), Timing.NONE);
    private static final int UNKNOWN_TAG = 255;
    private static final int COUNTED_TAG = 23;

    private static Frame framed(FrameHeader header) {
        return new FrameEncoder(FrameLimits.DEFAULT)
                .encode(header, List.of(SMALL))
                .frames()
                .getFirst();
    }

    private static FrameHeader from(ClusterId cluster, Peer target) {
        return new FrameHeader(cluster, Frames.SENDER, target, 1, 1);
    }

    private static DropReason refusal(Frame frame) {
        return Frames.refusal(Frames.decoder(), frame);
    }

    private static byte[] section(int tag, int flags, int bodyBytes) {
        return new BytesWriter(64)
                .i32(bodyBytes + 2)
                .u8(tag)
                .u8(flags)
                .raw(new byte[bodyBytes])
                .toByteArray();
    }

    private static byte[] twoSections(byte[] first) {
        byte[] whole = framed(Frames.HEADER).bytes();
        int header = 6 + 16 + 24 + 24 + 16;
        return new BytesWriter(256)
                .raw(first)
                .raw(whole, header, whole.length - header - 4)
                .toByteArray();
    }

    @Test
    void dropsFramesOfAnotherCluster() {
        Frame frame = framed(from(new ClusterId(1, 1), Frames.TARGET));
        assertEquals(DropReason.FOREIGN_CLUSTER, refusal(frame));
        FrameDecoder blank =
                new FrameDecoder(FrameLimits.DEFAULT, ClusterId.NONE, new EnvelopeCheck(Frames.TARGET, Safeguards.ALL));
        assertEquals(DropReason.FOREIGN_CLUSTER, Frames.refusal(blank, frame));
    }

    @Test
    void dropsFramesForAnotherNodeIncarnationOrBoot() {
        Peer self = Frames.TARGET;
        List<Peer> others = List.of(
                new Peer(new NodeId(9), self.incarnation(), self.boot()),
                new Peer(self.node(), 9, self.boot()),
                new Peer(self.node(), self.incarnation(), 9));
        for (Peer other : others) {
            FrameHeader header = from(Frames.CLUSTER, other);
            var dropped = assertInstanceOf(
                    FrameDecoder.Dropped.class, Frames.decoder().decode(framed(header)));
            assertEquals(DropReason.WRONG_TARGET, dropped.reason());
            assertEquals(header, dropped.header());
        }
    }

    @Test
    void takesOnlyGreetingsWithoutTargetOrCluster() {
        FrameHeader anybody = new FrameHeader(new ClusterId(1, 1), Frames.SENDER, null, 0, 0);
        byte[] skippable = section(UNKNOWN_TAG, 0, 3);
        assertInstanceOf(FrameDecoder.Decoded.class, Frames.decoder().decode(Frames.handmade(anybody, 1, skippable)));
        byte[] withMember = twoSections(skippable);
        assertEquals(DropReason.NOT_A_GREETING, refusal(Frames.handmade(anybody, 2, withMember)));
        FrameHeader clusterless = from(ClusterId.NONE, Frames.TARGET);
        assertEquals(DropReason.FOREIGN_CLUSTER, refusal(Frames.handmade(clusterless, 2, withMember)));
        FrameDecoder blank =
                new FrameDecoder(FrameLimits.DEFAULT, ClusterId.NONE, new EnvelopeCheck(Frames.TARGET, Safeguards.ALL));
        assertEquals(DropReason.NOT_A_GREETING, Frames.refusal(blank, Frames.handmade(clusterless, 2, withMember)));
    }

    @Test
    void skipsUnknownSectionsUnlessTheyAreRequired() {
        Frame skippable = Frames.handmade(Frames.HEADER, 2, twoSections(section(UNKNOWN_TAG, 0, 20)));
        assertEquals(
                new FrameDecoder.Decoded(Frames.HEADER, List.of(SMALL), 1),
                Frames.decoder().decode(skippable));
        Frame required = Frames.handmade(Frames.HEADER, 2, twoSections(section(UNKNOWN_TAG, 1, 20)));
        assertEquals(DropReason.UNKNOWN_REQUIRED, refusal(required));
    }

    @Test
    void judgesSectionsWithUnknownFlagsLikeUnknownSections() {
        Frame skippable = Frames.handmade(Frames.HEADER, 2, twoSections(section(COUNTED_TAG, 0x80, 20)));
        assertEquals(1, Frames.decode(skippable).skipped());
        Frame required = Frames.handmade(Frames.HEADER, 2, twoSections(section(COUNTED_TAG, 0x81, 20)));
        assertEquals(DropReason.UNKNOWN_REQUIRED, refusal(required));
    }

    @Test
    void refusesNewerFormats() {
        byte[] newer = framed(Frames.HEADER).bytes().clone();
        newer[0] = 2;
        assertEquals(DropReason.NEWER_FORMAT, refusal(Frame.ofOwned(newer)));
        assertEquals(DropReason.NEWER_FORMAT, refusal(Frame.ofOwned(new byte[] {2})));
        byte[] flagged = framed(Frames.HEADER).bytes().clone();
        flagged[1] |= 0x40;
        assertEquals(DropReason.NEWER_FORMAT, refusal(Frames.sealed(flagged)));
    }

    @Test
    void refusesFramesBeyondTheLimits() {
        Frame frame = Frames.encode(List.of(SMALL, SMALL, SMALL)).getFirst();
        assertEquals(DropReason.OVER_LIMIT, Frames.refusal(Frames.decoder(new FrameLimits(4_096, 2)), frame));
        Frame long2k = Frames.handmade(Frames.HEADER, 1, section(UNKNOWN_TAG, 0, 2_000));
        assertEquals(DropReason.OVER_LIMIT, Frames.refusal(Frames.decoder(new FrameLimits(1_024, 2)), long2k));
        assertEquals(DropReason.OVER_LIMIT, refusal(Frames.handmade(Frames.HEADER, Integer.MAX_VALUE, new byte[0])));
        assertEquals(DropReason.OVER_LIMIT, refusal(Frames.handmade(Frames.HEADER, -1, new byte[0])));
    }

    @Test
    void namesTheSenderOfAMalformedBody() {
        Frame frame = Frames.handmade(Frames.HEADER, 1, section(COUNTED_TAG, 1, 1));
        var dropped =
                assertInstanceOf(FrameDecoder.Dropped.class, Frames.decoder().decode(frame));
        assertEquals(DropReason.MALFORMED, dropped.reason());
        assertEquals(Frames.HEADER, dropped.header());
    }

    @Test
    void refusesWhatIsLeftOver() {
        assertEquals(DropReason.MALFORMED, refusal(Frames.handmade(Frames.HEADER, 0, new byte[1])));
        byte[] longer = section(COUNTED_TAG, 1, 40);
        assertEquals(DropReason.MALFORMED, refusal(Frames.handmade(Frames.HEADER, 1, longer)));
    }

    @Test
    void readsAFrameWithoutMessages() {
        FrameDecoder.Decoded decoded = Frames.decode(Frames.handmade(Frames.HEADER, 0, new byte[0]));
        assertTrue(decoded.messages().isEmpty());
    }

    @Test
    void trustsNoHeaderOfADamagedFrame() {
        byte[] damaged = framed(Frames.HEADER).bytes().clone();
        damaged[40] ^= 1;
        var dropped =
                assertInstanceOf(FrameDecoder.Dropped.class, Frames.decoder().decode(Frame.ofOwned(damaged)));
        assertEquals(DropReason.BAD_CHECKSUM, dropped.reason());
        assertNull(dropped.header());
    }
}
