package io.murmur.core.machine;

/// A persisted protocol.
///
/// [#decide] changes nothing; [#evolve] is the only way the state changes, and replaying the events in order gives the
/// same state again. The state belongs to its owner and may be changed in place by [#evolve].
///
/// @param <S> the state, small and in memory
/// @param <C> the commands
/// @param <E> the events: what happened, never what was asked
/// @param <A> the answers
public interface Decider<S, C, E, A> {

    Decision<E, A> decide(S state, C command, Now now);

    S evolve(S state, E event);
}
