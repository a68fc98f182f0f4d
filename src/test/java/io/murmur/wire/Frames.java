package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// Two nodes of one cluster, and what passes between them.
final class Frames {

    static final ClusterId CLUSTER = new ClusterId(0x0123456789ABCDEFL, 0x0F1E2D3C4B5A6978L);
    static final Peer SENDER = new Peer(new NodeId(0xA1), 0xA2, 0xA3);
    static final Peer TARGET = new Peer(new NodeId(0xB1), 0xB2, 0xB3);
    static final FrameHeader HEADER = new FrameHeader(CLUSTER, SENDER, TARGET, 5, 0x0000018F_12345678L << 16);

    private Frames() {}

    static FrameDecoder decoder() {
        return decoder(FrameLimits.DEFAULT);
    }

    static FrameDecoder decoder(FrameLimits limits) {
        return new FrameDecoder(limits, CLUSTER, new EnvelopeCheck(TARGET, Safeguards.ALL));
    }

    static List<Frame> encode(List<FramedMessage> messages) {
        EncodedBatch batch = new FrameEncoder(FrameLimits.DEFAULT).encode(HEADER, messages);
        assertEquals(List.of(), batch.oversized());
        return batch.frames();
    }

    static Frame encode(Message message) {
        List<Frame> frames = encode(List.of(new FramedMessage(message, Timing.NONE)));
        assertEquals(1, frames.size());
        return frames.getFirst();
    }

    static FrameDecoder.Decoded decode(Frame frame) {
        return assertInstanceOf(FrameDecoder.Decoded.class, decoder().decode(frame));
    }

    static DropReason refusal(FrameDecoder decoder, Frame frame) {
        return assertInstanceOf(FrameDecoder.Dropped.class, decoder.decode(frame))
                .reason();
    }

    /// A frame with `flags`, of any bytes behind the header.
    static Frame handmade(FrameHeader header, int sections, byte[] content) {
        BytesWriter out = new BytesWriter(256).u8(1).u8(header.flags()).i32(sections);
        header.writeTo(out);
        return sealed(out.raw(content).i32(0).toByteArray());
    }

    /// The same bytes with the checksum they should have: what a sender with a defect would send.
    static Frame sealed(byte[] bytes) {
        byte[] copy = bytes.clone();
        CRC32C checksum = new CRC32C();
        checksum.update(copy, 0, copy.length - 4);
        BytesWriter tail = new BytesWriter(4).i32((int) checksum.getValue());
        System.arraycopy(tail.buffer(), 0, copy, copy.length - 4, 4);
        return Frame.ofOwned(copy);
    }

    static Frame cut(Frame frame, int length) {
        return Frame.ofOwned(Arrays.copyOf(frame.bytes(), length));
    }
}
