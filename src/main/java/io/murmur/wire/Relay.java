package io.murmur.wire;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.TimerKey;
import java.util.function.BiConsumer;

/// Hands the outputs of a machine on to a sink for other answers.
///
/// @param out where all goes
/// @param answered what to do with an answer of the machine, and its correlation
/// @param <A> the machine's answers
/// @param <B> the sink's answers
record Relay<A, B>(Outputs<B> out, BiConsumer<Long, A> answered) implements Outputs<A> {

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        out.send(to, message, waitsMillis);
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        out.startTimer(key, delayMillis);
    }

    @Override
    public void cancelTimer(TimerKey key) {
        out.cancelTimer(key);
    }

    @Override
    public void answer(long correlation, A answer) {
        answered.accept(correlation, answer);
    }

    @Override
    public void publish(Message event) {
        out.publish(event);
    }
}
