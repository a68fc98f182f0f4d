package io.murmur.load.generator;

import io.murmur.load.codec.BrokenDialogueException;
import io.murmur.load.codec.Codec;
import io.murmur.load.codec.Operation;
import io.murmur.load.codec.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection with at most one request under way. Belongs to one thread.
final class Connection implements AutoCloseable {

    private static final int BUFFER_BYTES = 32 * 1024;

    private final SocketChannel channel;
    private final Codec codec;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final SelectionKey interest;

    private long dueNanos;
    private boolean busy;

    private Connection(SocketChannel channel, Codec codec, Selector selector) throws IOException {
        this.channel = channel;
        this.codec = codec;
        channel.configureBlocking(false);
        interest = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static Connection open(InetSocketAddress address, Codec codec, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Connection connection = new Connection(channel, codec, selector);
        codec.open(connection.out);
        connection.flush();
        return connection;
    }

    void send(Operation operation, long key, long due) throws IOException {
        dueNanos = due;
        busy = true;
        codec.encode(operation, key, out);
        flush();
    }

    /// The time from which the latency of the request under way counts.
    long dueNanos() {
        return dueNanos;
    }

    /// Whether a request is under way: a server may also write to an idle connection.
    boolean isBusy() {
        return busy;
    }

    String refusal() {
        return codec.refusal();
    }

    void release() {
        busy = false;
    }

    /// What the socket's readiness led to.
    Reply advance() throws IOException {
        if (channel.read(in) < 0) {
            throw new BrokenDialogueException(channel.getRemoteAddress() + " closed a connection");
        }
        in.flip();
        Reply reply = codec.decode(in, out);
        in.compact();
        flush();
        return reply;
    }

    private void flush() throws IOException {
        if (out.position() == 0) {
            return;
        }
        out.flip();
        channel.write(out);
        boolean more = out.hasRemaining();
        out.compact();
        int wanted = more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (interest.interestOps() != wanted) {
            interest.interestOps(wanted);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
