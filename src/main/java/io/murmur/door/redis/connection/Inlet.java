package io.murmur.door.redis.connection;

import io.murmur.resp.Decoded;
import io.murmur.resp.RequestDecoder;
import io.murmur.resp.RequestLimits;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Chunks as they were read, until they are decoded; the only copy is made by the decoder, into keys and values.
///
/// Holds what was read when reading was switched off: a few chunks at most. Event loop only.
final class Inlet {

    private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>(2);
    private final RequestDecoder decoder;
    private @Nullable ByteBuffer view;
    private long waitingBytes;

    Inlet(RequestLimits limits) {
        this.decoder = new RequestDecoder(limits);
    }

    /// Takes a chunk, and its reference count, over.
    void add(ByteBuf chunk) {
        if (chunk.isReadable()) {
            chunks.add(chunk);
            waitingBytes += chunk.readableBytes();
        } else {
            chunk.release();
        }
    }

    boolean hasBytes() {
        return !chunks.isEmpty();
    }

    /// Decodes on. While it says Incomplete and [#hasBytes], there is more.
    Decoded next() {
        ByteBuf chunk = chunks.element();
        ByteBuffer bytes = view;
        if (bytes == null) {
            bytes = chunk.nioBuffer();
            view = bytes;
        }
        int before = bytes.remaining();
        Decoded decoded = decoder.next(bytes);
        waitingBytes -= before - bytes.remaining();
        if (!bytes.hasRemaining()) {
            view = null;
            chunks.remove().release();
        } else if (decoded instanceof Decoded.Garbage) {
            discard();
        }
        return decoded;
    }

    long heldBytes() {
        return waitingBytes + decoder.heldBytes();
    }

    void discard() {
        view = null;
        waitingBytes = 0;
        chunks.forEach(ByteBuf::release);
        chunks.clear();
    }
}
