package io.murmur.door.redis.connection;

import io.murmur.door.redis.session.Session;
import io.murmur.door.redis.session.SessionLink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ties a [Connection] to its channel: bytes, writability, end.
public final class ConnectionHandler extends ChannelInboundHandlerAdapter implements SessionLink {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final ConnectionSupplies supplies;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Connection connection;
    private boolean watching;

    public ConnectionHandler(ConnectionSupplies supplies) {
        this.supplies = supplies;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        Session session = supplies.sessions()
                .open(
                        shown(active.channel().remoteAddress()),
                        shown(active.channel().localAddress()),
                        supplies.wallClock().millis(),
                        this);
        supplies.figures().accepted().increment();
        connection = new Connection(supplies, session, active);
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf chunk = (ByteBuf) message;
        supplies.figures().bytesIn().add(chunk.readableBytes());
        Connection current = connection;
        if (current == null) {
            chunk.release();
            return;
        }
        current.inlet().add(chunk);
        current.advance();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext active) {
        Connection current = connection;
        if (current == null) {
            return;
        }
        if (active.channel().isWritable()) {
            current.advance();
        } else if (!watching) {
            watch(active, current, active.channel().bytesBeforeWritable());
        }
    }

    /// Looks again after a while whether a client that did not read has read anything since.
    private void watch(ChannelHandlerContext active, Connection current, long unreadBytes) {
        watching = true;
        var _ = active.executor()
                .schedule(
                        () -> {
                            watching = false;
                            long unreadNow = active.channel().bytesBeforeWritable();
                            if (!active.channel().isActive() || active.channel().isWritable()) {
                                return;
                            }
                            if (unreadNow >= unreadBytes) {
                                current.cut("it left its answers unread");
                            } else {
                                watch(active, current, unreadNow);
                            }
                        },
                        supplies.limits().stallMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        Connection current = connection;
        if (current != null) {
            current.closed();
            supplies.sessions().close(current.session());
        }
    }

    /// A client that goes away while something is on its way to it is no news; anything else is.
    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("Lost the connection of {}", active.channel().remoteAddress(), cause);
        } else {
            LOG.error("Closed the connection of {}", active.channel().remoteAddress(), cause);
        }
        var _ = active.close();
    }

    @Override
    public void close() {
        ChannelHandlerContext current = context;
        if (current != null) {
            var _ = current.close();
        }
    }

    @Override
    public void drain() {
        ChannelHandlerContext current = context;
        Connection drained = connection;
        if (current != null && drained != null) {
            current.executor().execute(drained::drain);
        }
    }

    private static String shown(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
                : "?:0";
    }
}
