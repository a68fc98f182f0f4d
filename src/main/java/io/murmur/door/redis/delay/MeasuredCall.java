package io.murmur.door.redis.delay;

import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// A command inside of another: its answer is shown with where its time went. Failures are, too.
///
/// @param shown makes the outer answer of the inner one
record MeasuredCall(Call outer, Request request, BiFunction<Reply, Call, Reply> shown) implements Call {

    @Override
    public Session session() {
        return outer.session();
    }

    @Override
    public void answer(Reply reply) {
        outer.answer(shown.apply(reply, outer));
    }

    @Override
    public void answerAndClose(Reply reply) {
        outer.answerAndClose(shown.apply(reply, outer));
    }

    @Override
    public void submit(ClientOperation operation, Consumer<Outcome> then) {
        outer.submit(operation, then);
    }

    @Override
    public void wantDelays() {
        outer.wantDelays();
    }

    @Override
    public List<OperationDelays> delays() {
        return outer.delays();
    }
}
