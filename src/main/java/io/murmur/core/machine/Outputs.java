package io.murmur.core.machine;

/// The sink of one step's outputs. Valid for that step only and reused by its owner, so that a step allocates nothing
/// it need not. Not thread-safe: it belongs to whoever runs the step.
///
/// @param <A> what an answer of the protocol looks like
public interface Outputs<A> {

    /// Of a message that is to be carried out however late it arrives.
    int NOBODY_WAITS = -1;

    /// Sends what is to be carried out however late it arrives.
    default void send(NodeId to, Message message) {
        send(to, message, NOBODY_WAITS);
    }

    /// Sends what need not be carried out when `waitsMillis` are over, as the receiver counts them.
    void send(NodeId to, Message message, int waitsMillis);

    void startTimer(TimerKey key, long delayMillis);

    void cancelTimer(TimerKey key);

    void answer(long correlation, A answer);

    void publish(Message event);
}
