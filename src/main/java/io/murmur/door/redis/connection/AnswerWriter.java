package io.murmur.door.redis.connection;

import io.murmur.resp.Protocol;
import io.murmur.resp.Reply;
import io.murmur.resp.ReplyEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Collects encoded answers in pooled buffers and flushes them once per drained batch. Event loop only.
final class AnswerWriter {

    private static final int FIRST_BYTES = 512;
    private static final int BATCH_BYTES = 64 * 1024;

    private final ChannelHandlerContext context;
    private final LongAdder bytesOut;
    private final ByteBufSink sink = new ByteBufSink();
    private @Nullable ByteBuf batch;
    private boolean written;

    AnswerWriter(ChannelHandlerContext context, LongAdder bytesOut) {
        this.context = context;
        this.bytesOut = bytesOut;
    }

    /// Whether the client reads fast enough for more.
    boolean hasRoom() {
        return context.channel().isWritable();
    }

    void write(Reply reply, Protocol protocol) {
        ByteBuf into = batch;
        if (into == null) {
            into = context.alloc().ioBuffer(FIRST_BYTES);
            batch = into;
        }
        sink.into(into);
        ReplyEncoder.write(reply, protocol, sink);
        if (into.readableBytes() >= BATCH_BYTES) {
            handOver(into);
        }
    }

    private void handOver(ByteBuf full) {
        batch = null;
        bytesOut.add(full.readableBytes());
        var _ = context.write(full, context.voidPromise());
        written = true;
    }

    void flush() {
        ByteBuf rest = batch;
        if (rest != null) {
            handOver(rest);
        }
        if (written) {
            written = false;
            context.flush();
        }
    }

    /// Flushes, and closes when everything is on its way.
    void flushAndClose() {
        flush();
        var _ = context.writeAndFlush(context.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }

    void discard() {
        ByteBuf rest = batch;
        if (rest != null) {
            batch = null;
            rest.release();
        }
    }
}
