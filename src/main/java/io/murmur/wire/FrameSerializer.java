package io.murmur.wire;

import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Hands frames to Artery: copied once into its buffer, and once out of it.
///
/// Looks at nothing: a frame that must be dropped is dropped, and counted, by the actor that decodes it.
/// Stateless. Bind it in the configuration to [Frame] alone.
public final class FrameSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {

    /// Unique among all serializers of the system, and for ever the same; Pekko keeps 0 to 40 for itself.
    public static final int IDENTIFIER = 7355;

    private static final String MANIFEST = "F";

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return MANIFEST;
    }

    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        buffer.put(bytesOf(message));
    }

    /// The frame's own bytes; Pekko does not change them.
    @Override
    public byte[] toBinary(Object message) {
        return bytesOf(message);
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
        requireKnown(manifest);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Frame.ofOwned(bytes);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        requireKnown(manifest);
        return Frame.ofOwned(bytes);
    }

    private static byte[] bytesOf(Object message) {
        if (message instanceof Frame frame) {
            return frame.bytes();
        }
        throw new IllegalArgumentException("only frames are sent, not " + message.getClass());
    }

    /// Pekko drops the message, logs it and keeps the connection.
    private static void requireKnown(String manifest) throws NotSerializableException {
        if (!manifest.equals(MANIFEST)) {
            throw new NotSerializableException("no frame has the manifest " + manifest);
        }
    }
}
