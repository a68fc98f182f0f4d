package io.murmur.door.redis.connection;

import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Protocol;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The place of one command in its connection's order of answers. Event loop only.
final class Slot implements Call {

    private final Connection connection;
    private final Request request;
    private final long deadlineNanos;
    private Protocol protocol = Protocol.RESP2;
    private boolean isSilent;
    private boolean closes;
    private long heldBytes;
    private @Nullable Reply reply;

    Slot(Connection connection, Request request, long deadlineNanos) {
        this.connection = connection;
        this.request = request;
        this.deadlineNanos = deadlineNanos;
        this.heldBytes = request.bytes();
    }

    /// Fixes how the answer will be written: as the session wants it when the command was taken in, so that
    /// `HELLO` and `CLIENT REPLY` act between what stands before and behind them.
    void settle(Protocol in, boolean silently) {
        protocol = in;
        isSilent = silently;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Session session() {
        return connection.session();
    }

    @Override
    public void answer(Reply given) {
        if (reply != null) {
            throw new IllegalStateException("the command " + request.text(0) + " was answered twice");
        }
        reply = given;
        connection.hold(this, Math.max(0, ReplyWeight.of(given) - heldBytes));
        connection.countAnswer(given);
    }

    @Override
    public void answerAndClose(Reply given) {
        closes = true;
        answer(given);
    }

    @Override
    public void submit(ClientOperation operation, Consumer<Outcome> then) {
        connection.admit(this, operation, then);
    }

    @Nullable
    Reply reply() {
        return reply;
    }

    Protocol protocol() {
        return protocol;
    }

    boolean isSilent() {
        return isSilent;
    }

    boolean closes() {
        return closes;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /// Bytes this command keeps alive: its request, what came of its operations, its answer.
    long heldBytes() {
        return heldBytes;
    }

    void addHeldBytes(long bytes) {
        heldBytes += bytes;
    }
}
