package io.murmur.door.redis.connection;

import io.murmur.resp.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Lets replies be written into pooled buffers.
final class ByteBufSink implements ByteSink {

    private ByteBuf target = Unpooled.EMPTY_BUFFER;

    void into(ByteBuf buffer) {
        target = buffer;
    }

    @Override
    public void put(int value) {
        target.writeByte(value);
    }

    @Override
    public void put(byte[] bytes, int offset, int length) {
        target.writeBytes(bytes, offset, length);
    }
}
