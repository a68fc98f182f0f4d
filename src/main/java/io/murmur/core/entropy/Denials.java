package io.murmur.core.entropy;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.version.Dot;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which peers have said of an event that they have seen it go: their clocks cover it, and their objects
/// neither hold nor supersede it. Mutable, owned by one [ExchangeMachine].
final class Denials {

    private final TreeMap<Key, TreeMap<Dot, TreeSet<NodeId>>> peers = new TreeMap<>();

    void note(NodeId peer, Key key, Dot dot) {
        peers.computeIfAbsent(key, _ -> new TreeMap<>())
                .computeIfAbsent(dot, _ -> new TreeSet<>())
                .add(peer);
    }

    /// How many have said so of `dot`.
    int count(Key key, Dot dot) {
        return peers.getOrDefault(key, new TreeMap<>())
                .getOrDefault(dot, new TreeSet<>())
                .size();
    }

    /// What they said matters no more.
    void forget() {
        peers.clear();
    }
}
