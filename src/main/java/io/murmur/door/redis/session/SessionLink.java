package io.murmur.door.redis.session;

/// The connection behind a session. Safe to call from any thread.
public interface SessionLink {

    /// Closes at once; what is not answered stays unanswered.
    void close();

    /// Takes nothing more in, answers what was taken in, then closes.
    void drain();
}
