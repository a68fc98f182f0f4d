package io.murmur.door.redis;

import io.murmur.door.redis.connection.ConnectionHandler;
import io.murmur.door.redis.connection.ConnectionSupplies;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets connections in, as many as there may be.
@Sharable
final class ConnectionGate extends ChannelInitializer<Channel> {

    private static final byte[] FULL = "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ConnectionSupplies supplies;
    private final int connectionsMax;
    private final AtomicInteger inside = new AtomicInteger();
    private final ChannelGroup channels;

    ConnectionGate(ConnectionSupplies supplies, int connectionsMax, EventExecutor executor) {
        this.supplies = supplies;
        this.connectionsMax = connectionsMax;
        this.channels = new DefaultChannelGroup(executor);
    }

    @Override
    protected void initChannel(Channel channel) {
        channels.add(channel);
        var _ = channel.closeFuture().addListener(_ -> inside.decrementAndGet());
        if (inside.incrementAndGet() > connectionsMax) {
            supplies.figures().rejected().increment();
            channel.config().setAutoRead(false);
            var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.pipeline().addLast(new ConnectionHandler(supplies));
        }
    }

    /// Waits until all connections are gone, but no longer than `millis`.
    void awaitEnd(long millis) {
        channels.newCloseFuture().awaitUninterruptibly(millis, TimeUnit.MILLISECONDS);
    }

    void closeAll(long millis) {
        channels.close().awaitUninterruptibly(millis, TimeUnit.MILLISECONDS);
    }
}
