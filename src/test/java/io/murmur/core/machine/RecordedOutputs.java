package io.murmur.core.machine;

import java.util.ArrayList;
import java.util.List;

/// A sink that keeps what it was given as [Output] values, in order: for the simulator and for tests.
public final class RecordedOutputs<A> implements Outputs<A> {

    private final List<Output<A>> recorded = new ArrayList<>();

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        recorded.add(new Output.Send<>(to, message, waitsMillis));
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        recorded.add(new Output.StartTimer<>(key, delayMillis));
    }

    @Override
    public void cancelTimer(TimerKey key) {
        recorded.add(new Output.CancelTimer<>(key));
    }

    @Override
    public void answer(long correlation, A answer) {
        recorded.add(new Output.Answer<>(correlation, answer));
    }

    @Override
    public void publish(Message event) {
        recorded.add(new Output.Publish<>(event));
    }

    /// What was recorded since the last call, in order.
    public List<Output<A>> drain() {
        List<Output<A>> drained = List.copyOf(recorded);
        recorded.clear();
        return drained;
    }
}
