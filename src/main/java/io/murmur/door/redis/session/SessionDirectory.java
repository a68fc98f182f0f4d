package io.murmur.door.redis.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// All sessions of this door. Safe to use from any thread.
public final class SessionDirectory {

    private final ConcurrentHashMap<Long, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /// Begins a session under the next number.
    public Session open(String remote, String local, long nowMillis, SessionLink link) {
        Session session = new Session(lastId.incrementAndGet(), remote, local, nowMillis, link);
        sessions.put(session.id(), session);
        return session;
    }

    public void close(Session session) {
        sessions.remove(session.id());
    }

    public int size() {
        return sessions.size();
    }

    /// The sessions of this moment, oldest first.
    public List<Session> all() {
        Collection<Session> now = sessions.values();
        List<Session> ordered = new ArrayList<>(now);
        ordered.sort(Comparator.comparingLong(Session::id));
        return ordered;
    }
}
