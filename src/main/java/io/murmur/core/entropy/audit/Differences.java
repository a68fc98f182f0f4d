package io.murmur.core.entropy.audit;

import io.murmur.core.machine.NodeId;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What several nodes say of the same places, side by side. Mutable, owned by one step of an audit.
///
/// @param <P> places
final class Differences<P extends Comparable<P>> {

    private final SortedMap<NodeId, SortedMap<P, Long>> said = new TreeMap<>();

    /// The node speaks: what it says nothing of, it does not have.
    void speaks(NodeId node) {
        said.putIfAbsent(node, new TreeMap<>());
    }

    void add(NodeId node, P place, long what) {
        said.computeIfAbsent(node, _ -> new TreeMap<>()).put(place, what);
    }

    /// What the owners that speak say of a place; null where one does not have it.
    SortedMap<NodeId, @Nullable Long> of(P place, Predicate<NodeId> isOwner) {
        SortedMap<NodeId, @Nullable Long> here = new TreeMap<>();
        for (Map.Entry<NodeId, SortedMap<P, Long>> node : said.entrySet()) {
            if (isOwner.test(node.getKey())) {
                here.put(node.getKey(), node.getValue().get(place));
            }
        }
        return here;
    }

    /// Places where owners differ, and differed in the same way `before`.
    SortedSet<P> lasting(Differences<P> before, Function<P, Predicate<NodeId>> owners) {
        SortedSet<P> places = new TreeSet<>();
        said.values().forEach(here -> places.addAll(here.keySet()));
        SortedSet<P> lasting = new TreeSet<>();
        for (P place : places) {
            SortedMap<NodeId, @Nullable Long> here = of(place, owners.apply(place));
            boolean differ = here.values().stream().distinct().count() > 1;
            if (differ && Objects.equals(here, before.of(place, owners.apply(place)))) {
                lasting.add(place);
            }
        }
        return lasting;
    }
}
