package io.murmur.core.machine;

/// Marks what may travel between nodes or rooms: an immutable value without references to actors, sockets or threads.
public interface Message {}
