package io.murmur.core.machine;

/// A volatile protocol: nothing of it survives a restart.
///
/// @param <I> its inputs, sealed
/// @param <A> its answers, sealed
public interface Machine<I, A> {

    /// Takes one step. Deterministic: the same inputs at the same times give the same outputs in the same order.
    void on(I input, Now now, Outputs<A> out);
}
