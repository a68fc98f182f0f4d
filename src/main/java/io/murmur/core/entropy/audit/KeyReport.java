package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.value.StoredObject;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the owners of a key know of it.
///
/// @param shown what each owner showed, in the order of the placement
/// @param silent owners that did not answer
/// @param declined owners that would not, and why
public record KeyReport(
        Key key, int partition, List<Shown> shown, List<NodeId> silent, SortedMap<NodeId, Refusal> declined) {

    public KeyReport {
        shown = List.copyOf(shown);
        silent = List.copyOf(silent);
        declined = Collections.unmodifiableSortedMap(new TreeMap<>(declined));
    }

    /// What one owner showed.
    ///
    /// @param object null if it cannot be read
    public record Shown(NodeId owner, @Nullable StoredObject object, ReplicaClock clock) {}
}
