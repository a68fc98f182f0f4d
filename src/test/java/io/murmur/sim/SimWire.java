package io.murmur.sim;

import io.murmur.core.machine.Safeguards;
import io.murmur.core.replicate.message.Envelope;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import io.murmur.wire.EncodedBatch;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameDecoder;
import io.murmur.wire.FrameEncoder;
import io.murmur.wire.FrameHeader;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.Timing;
import java.util.List;

/// What is between nodes: a message arrives as what the bytes of its frame say, and the bytes are part of the trace.
final class SimWire {

    /// What arrives.
    ///
    /// @param waitsMillis how long the sender still waits
    record Arriving(Envelope envelope, int waitsMillis) {}

    private static final ClusterId CLUSTER = new ClusterId(0, 0x51);

    private final World world;
    private final FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);

    SimWire(World world) {
        this.world = world;
    }

    Arriving through(Envelope envelope, int waitsMillis) {
        FrameHeader header = new FrameHeader(CLUSTER, envelope.sender(), envelope.target(), 1, 0);
        FramedMessage framed = new FramedMessage(envelope.message(), new Timing(0, 0, waitsMillis));
        EncodedBatch batch = encoder.encode(header, List.of(framed));
        if (batch.frames().size() != 1) {
            throw new IllegalStateException("no frame holds " + envelope);
        }
        Frame frame = batch.frames().getFirst();
        world.trace(frame.bytes());
        // Whether it reaches whom it is meant for is the receiver's question: see SimNode.
        EnvelopeCheck anyone = new EnvelopeCheck(envelope.target(), Safeguards.ALL);
        if (new FrameDecoder(FrameLimits.DEFAULT, CLUSTER, anyone).decode(frame)
                instanceof FrameDecoder.Decoded(var read, var messages, _)) {
            FramedMessage message = messages.getFirst();
            return new Arriving(
                    new Envelope(read.sender(), envelope.target(), message.message()),
                    message.timing().remainingMillis());
        }
        throw new IllegalStateException("a frame of " + envelope + " cannot be read");
    }
}
