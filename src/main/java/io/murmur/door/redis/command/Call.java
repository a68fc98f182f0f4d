package io.murmur.door.redis.command;

import io.murmur.core.delay.DelayAccount;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.List;
import java.util.function.Consumer;

/// One command of one connection. Everything about it happens on the connection's event loop.
public interface Call {

    Request request();

    Session session();

    /// Answers. Must happen exactly once, now or later; the connection keeps the order of answers.
    void answer(Reply reply);

    /// Answers, and closes the connection when the answer is on its way.
    void answerAndClose(Reply reply);

    /// Has an operation carried out, after all earlier ones of this connection that it must not overtake:
    /// writes keep their order among all operations of their key.
    ///
    /// @param then called on the event loop, never before this method returns
    void submit(ClientOperation operation, Consumer<Outcome> then);

    /// Wants to know in detail where the time of all operations goes that are submitted from now on.
    void wantDelays();

    /// Where the time of the operations went that have their outcome, in the order they got it; empty unless
    /// [#wantDelays].
    List<OperationDelays> delays();

    /// Where the time of one operation went, from when the command came, or from when the operation before it
    /// was done.
    record OperationDelays(ClientOperation operation, DelayAccount account) {}
}
