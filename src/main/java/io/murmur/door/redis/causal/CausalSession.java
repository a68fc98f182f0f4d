package io.murmur.door.redis.causal;

import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.version.VersionVector;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one client has seen: of each partition up to which event of each actor. It only grows.
///
/// Belongs to one connection, and is used on its event loop only.
public final class CausalSession {

    private final Partitions partitions;
    private final TreeMap<Integer, VersionVector> seen = new TreeMap<>();

    /// A session that has seen nothing.
    public CausalSession(Partitions partitions) {
        this.partitions = partitions;
    }

    /// An operation of this session, as it is sent.
    public ClientOperation bind(ClientOperation operation) {
        return operation instanceof ClientOperation.OfKey ofKey
                ? new ClientOperation.InSession(ofKey, seenOf(partitions.of(ofKey.key())))
                : operation;
    }

    /// Takes in what an operation has shown.
    public void note(ClientOperation operation, Outcome outcome) {
        if (operation instanceof ClientOperation.OfKey ofKey) {
            VersionVector shown = switch (outcome) {
                case Outcome.Read(var object) -> object.context();
                case Outcome.Written written -> written.known().context();
                case Outcome.Listed _, Outcome.Counted _, Outcome.Failed _ -> VersionVector.EMPTY;
            };
            note(partitions.of(ofKey.key()), shown);
        }
    }

    void note(int partition, VersionVector shown) {
        if (!shown.isEmpty()) {
            seen.merge(partition, shown, VersionVector::merge);
        }
    }

    private VersionVector seenOf(int partition) {
        return seen.getOrDefault(partition, VersionVector.EMPTY);
    }

    Partitions partitions() {
        return partitions;
    }

    /// By partition; those of which it has seen something.
    SortedMap<Integer, VersionVector> seen() {
        return Collections.unmodifiableSortedMap(seen);
    }
}
