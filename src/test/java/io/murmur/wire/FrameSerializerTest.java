package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import scala.concurrent.duration.Duration;

/// Frames pass through Pekko unchanged.
class FrameSerializerTest {

    private static final String BINDING = """
        pekko.actor {
          serializers.murmur-frame = "io.murmur.wire.FrameSerializer"
          serialization-bindings { "io.murmur.wire.Frame" = murmur-frame }
        }
        pekko.loglevel = WARNING
        """;

    private final FrameSerializer serializer = new FrameSerializer();
    private final Frame frame = Frames.encode(new RandomMessages(1).batch(20)).getFirst();

    @Test
    void pekkoFindsTheSerializerByConfiguration() throws Exception {
        ActorSystem system =
                ActorSystem.create("frames", ConfigFactory.parseString(BINDING).withFallback(ConfigFactory.load()));
        try {
            Serialization serialization = SerializationExtension.get(system);
            assertInstanceOf(FrameSerializer.class, serialization.findSerializerFor(frame));
            ByteBuffer buffer = ByteBuffer.allocateDirect(frame.length() + 10);
            serializer.toBinary(frame, buffer);
            buffer.flip();
            Object read =
                    serialization.deserializeByteBuffer(buffer, FrameSerializer.IDENTIFIER, serializer.manifest(frame));
            assertEquals(frame, read);
        } finally {
            TestKit.shutdownActorSystem(system, Duration.create(10, TimeUnit.SECONDS), true);
        }
    }

    @Test
    void copiesOnlyWhatBelongsToTheFrame() throws NotSerializableException {
        ByteBuffer buffer = ByteBuffer.allocate(frame.length() + 20);
        buffer.position(7);
        serializer.toBinary(frame, buffer);
        assertEquals(7 + frame.length(), buffer.position());
        buffer.flip().position(7);
        assertEquals(frame, serializer.fromBinary(buffer, serializer.manifest(frame)));
        assertEquals(frame, serializer.fromBinary(serializer.toBinary(frame), serializer.manifest(frame)));
    }

    @Test
    void refusesOtherManifestsAndOtherObjects() {
        assertThrows(NotSerializableException.class, () -> serializer.fromBinary(new byte[1], "other"));
        assertThrows(NotSerializableException.class, () -> serializer.fromBinary(ByteBuffer.allocate(1), ""));
        assertThrows(IllegalArgumentException.class, () -> serializer.toBinary("text"));
    }
}
