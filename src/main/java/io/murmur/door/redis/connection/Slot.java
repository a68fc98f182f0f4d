package io.murmur.door.redis.connection;

import io.murmur.core.delay.Stretch;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Protocol;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The place of one command in its connection's order of answers. Event loop only.
final class Slot implements Call {

    private final Connection connection;
    private final Request request;
    private final long takenNanos;
    private final long deadlineNanos;
    /// Null unless somebody wants to know.
    private @Nullable List<OperationDelays> delays;
    private @Nullable AccountChain chain;
    private Protocol protocol = Protocol.RESP2;
    private boolean isSilent;
    private boolean closes;
    private long heldBytes;
    private @Nullable Reply reply;

    Slot(Connection connection, Request request, long takenNanos, long deadlineNanos) {
        this.connection = connection;
        this.request = request;
        this.takenNanos = takenNanos;
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

    @Override
    public void wantDelays() {
        delays = new ArrayList<>();
    }

    boolean wantsDetail() {
        return delays != null;
    }

    @Override
    public List<OperationDelays> delays() {
        return delays == null ? List.of() : delays;
    }

    /// Notes where the time of an operation went that is about to be delivered.
    void note(PendingOperation operation, List<Stretch> pathBackward, long nowNanos) {
        AccountChain last = new AccountChain(operation.before(), operation, pathBackward, nowNanos);
        chain = last;
        if (delays != null) {
            delays.add(new OperationDelays(operation.operation(), last.own()));
        }
    }

    /// The way from when the command came to the outcome that was delivered last; null if none was.
    @Nullable
    AccountChain chain() {
        return chain;
    }

    /// When that outcome was delivered, or the command came; monotonic.
    long untilNanos() {
        AccountChain last = chain;
        return last == null ? takenNanos : last.untilNanos();
    }

    /// How long it took until then.
    long takenSoFarNanos() {
        return untilNanos() - takenNanos;
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
