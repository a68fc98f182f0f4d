package io.murmur.core.machine;

/// The sink of one step's outputs. Valid for that step only and reused by its owner, so that a step allocates nothing
/// it need not. Not thread-safe: it belongs to whoever runs the step.
///
/// @param <A> what an answer of the protocol looks like
public interface Outputs<A> {

    void send(NodeId to, Message message);

    void startTimer(TimerKey key, long delayMillis);

    void cancelTimer(TimerKey key);

    void answer(long correlation, A answer);

    void publish(Message event);
}
