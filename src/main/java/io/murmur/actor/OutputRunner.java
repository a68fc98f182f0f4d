package io.murmur.actor;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.TimerKey;
import java.util.List;

/// Carries outputs out through the port of one actor: those of a machine, which calls it as its [Outputs], and
/// those
/// of a decider, which come as values in a [Decision].
///
/// Keeps nothing. Not thread-safe: it belongs to the actor that owns the port.
///
/// @param <A> what an answer of the protocol looks like
public final class OutputRunner<A> implements Outputs<A> {

    /// What an actor can do for its protocol. Each call is carried out before it returns, or handed to whoever
    /// does.
    ///
    /// @param <A> what an answer of the protocol looks like
    public interface Port<A> {

        /// Sends; the message may be lost on the way, and nobody is told.
        ///
        /// @param waitsMillis as in [Output.Send]
        void send(NodeId to, Message message, int waitsMillis);

        /// Starts a timer that fires once, in place of a timer of the same key.
        void startTimer(TimerKey key, long delayMillis);

        void cancelTimer(TimerKey key);

        /// Answers whoever asked under `correlation`.
        void answer(long correlation, A answer);

        /// Tells the node's own listeners.
        void publish(Message event);
    }

    /// The port of a protocol that publishes what it has to say, and has one tick in place of timers.
    ///
    /// @param <A> as in [Port]
    public interface PublishingPort<A> extends Port<A> {

        @Override
        default void answer(long correlation, A answer) {
            throw new InvariantViolation("this protocol publishes what it has to say, not answer " + answer);
        }

        @Override
        default void startTimer(TimerKey key, long delayMillis) {
            throw new InvariantViolation("this protocol has no timers, asked for " + key);
        }

        @Override
        default void cancelTimer(TimerKey key) {
            throw new InvariantViolation("this protocol has no timers, asked for " + key);
        }
    }

    private final Port<A> port;

    public OutputRunner(Port<A> port) {
        this.port = port;
    }

    /// Carries out all of `outputs`, in their order.
    public void runAll(List<Output<A>> outputs) {
        for (Output<A> output : outputs) {
            run(output);
        }
    }

    public void run(Output<A> output) {
        switch (output) {
            case Output.Send<A>(var to, var message, var waitsMillis) -> port.send(to, message, waitsMillis);
            case Output.StartTimer<A>(var key, var delayMillis) -> port.startTimer(key, delayMillis);
            case Output.CancelTimer<A>(var key) -> port.cancelTimer(key);
            case Output.Answer<A>(var correlation, var answer) -> port.answer(correlation, answer);
            case Output.Publish<A>(var event) -> port.publish(event);
        }
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        port.send(to, message, waitsMillis);
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        port.startTimer(key, delayMillis);
    }

    @Override
    public void cancelTimer(TimerKey key) {
        port.cancelTimer(key);
    }

    @Override
    public void answer(long correlation, A answer) {
        port.answer(correlation, answer);
    }

    @Override
    public void publish(Message event) {
        port.publish(event);
    }
}
