package io.murmur.core.machine;

/// Names one timer of a machine.
///
/// @param name what the timer is for
/// @param number tells timers of one name apart (a correlation id, say); 0 where there is only one
public record TimerKey(String name, long number) {}
