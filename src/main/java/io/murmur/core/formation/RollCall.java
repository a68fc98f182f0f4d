package io.murmur.core.formation;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What this process has heard in the current round of questions and the one before. Immutable; empty after a
/// start.
///
/// @param round the number the current questions carry; 0 before the first round
/// @param endsNanos when the round ends, monotonic
/// @param nextMillis how long the next round will last
/// @param heard by the name asked for
/// @param rivals by name, the volume that asked under it while another one answered for it
public record RollCall(
        long round, long endsNanos, long nextMillis, SortedMap<String, Heard> heard, SortedMap<String, Rival> rivals) {

    /// One answer.
    public record Heard(long round, Introduction peer, ClusterTerms terms, Standing standing) {}

    /// One claim to a name.
    public record Rival(long round, NodeId node) {}

    public RollCall {
        heard = Collections.unmodifiableSortedMap(new TreeMap<>(heard));
        rivals = Collections.unmodifiableSortedMap(new TreeMap<>(rivals));
    }

    static RollCall empty() {
        return new RollCall(0, 0, 0, Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    /// The answer for `name` in the current round; null if there is none yet.
    @Nullable
    Heard now(String name) {
        Heard last = heard.get(name);
        return last != null && last.round() == round ? last : null;
    }

    RollCall begin(FormationEvent.RoundBegun begun) {
        TreeMap<String, Heard> recent = new TreeMap<>(heard);
        recent.values().removeIf(entry -> entry.round() != round);
        TreeMap<String, Rival> recentRivals = new TreeMap<>(rivals);
        recentRivals.values().removeIf(entry -> entry.round() != round);
        return new RollCall(begun.round(), begun.endsNanos(), begun.nextMillis(), recent, recentRivals);
    }

    RollCall with(String name, Heard answer) {
        TreeMap<String, Heard> more = new TreeMap<>(heard);
        more.put(name, answer);
        return new RollCall(round, endsNanos, nextMillis, more, rivals);
    }

    RollCall withRival(String name, NodeId node) {
        TreeMap<String, Rival> more = new TreeMap<>(rivals);
        more.put(name, new Rival(round, node));
        return new RollCall(round, endsNanos, nextMillis, heard, more);
    }
}
