package io.murmur.core.machine;

/// Everything a protocol can ask its shell to do. Sealed: one runner in the actors, one in the simulator match on it.
///
/// @param <A> what an answer of the protocol looks like
public sealed interface Output<A> {

    /// Send `message` to `to`; it may be lost, delayed, repeated or overtaken.
    ///
    /// @param waitsMillis how long somebody waits for what comes of it, [Outputs#NOBODY_WAITS] if it is to be
    ///     carried out however late it is
    record Send<A>(NodeId to, Message message, int waitsMillis) implements Output<A> {

        public Send(NodeId to, Message message) {
            this(to, message, Outputs.NOBODY_WAITS);
        }
    }

    /// Let [TimerKey] fire once, `delayMillis` from now; replaces a timer of the same key.
    record StartTimer<A>(TimerKey key, long delayMillis) implements Output<A> {}

    /// Forget a timer; a firing already under way may still arrive.
    record CancelTimer<A>(TimerKey key) implements Output<A> {}

    /// Answer whoever asked under `correlation`.
    record Answer<A>(long correlation, A answer) implements Output<A> {}

    /// Tell the node's own listeners (metrics, log) of something that happened.
    record Publish<A>(Message event) implements Output<A> {}
}
