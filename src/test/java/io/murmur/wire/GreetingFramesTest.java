package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What strangers may say to each other: frames without a target, or from nodes without a cluster.
class GreetingFramesTest {

    private static final FrameHeader ANYBODY = new FrameHeader(new ClusterId(1, 1), Frames.SENDER, null, 0, 0);
    private static final FrameHeader CLUSTERLESS = new FrameHeader(ClusterId.NONE, Frames.SENDER, null, 0, 0);

    private final Random random = new Random(3);
    private final RandomGreetings greetings = new RandomGreetings(random);

    private static void assertTaken(FrameDecoder decoder, FrameHeader header, Message message) {
        List<FramedMessage> said = List.of(new FramedMessage(message, Timing.NONE));
        Frame frame = new FrameEncoder(FrameLimits.DEFAULT)
                .encode(header, said)
                .frames()
                .getFirst();
        assertEquals(
                said,
                assertInstanceOf(FrameDecoder.Decoded.class, decoder.decode(frame))
                        .messages());
    }

    @Test
    void membersHearGreetingsOfAnyCluster() {
        for (int round = 0; round < 200; round++) {
            assertTaken(Frames.decoder(), ANYBODY, greetings.next());
            assertTaken(Frames.decoder(), CLUSTERLESS, greetings.next());
        }
    }

    @Test
    void nodesWithoutAClusterHearGreetings() {
        FrameDecoder blank =
                new FrameDecoder(FrameLimits.DEFAULT, ClusterId.NONE, new EnvelopeCheck(Frames.TARGET, Safeguards.ALL));
        for (int round = 0; round < 200; round++) {
            assertTaken(blank, ANYBODY, greetings.next());
            assertTaken(blank, CLUSTERLESS, greetings.next());
        }
    }
}
