package io.murmur.cli.cuts;

import io.murmur.door.http.status.CutHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What several nodes saw of one trouble: their cuts that overlap in time. Immutable.
///
/// @param sights in the order of their nodes
record Episode(List<Sight> sights) {

    /// Clocks of nodes differ, and one notices later than the other.
    private static final Duration SLACK = Duration.ofSeconds(3);

    /// One cut as one node saw it.
    record Sight(String node, CutHistory.Seen cut) {

        Instant from() {
            return Instant.parse(cut.from());
        }

        /// The end of time while it lasts.
        Instant until() {
            String until = cut.until();
            return until == null ? Instant.MAX : Instant.parse(until);
        }

        boolean isHealed() {
            return cut.agreedSeconds() != null;
        }
    }

    Episode {
        sights = List.copyOf(sights);
    }

    /// Sorts what nodes saw into episodes, newest first.
    static List<Episode> of(List<CutHistory> histories) {
        List<Sight> all = new ArrayList<>();
        histories.forEach(history -> history.cuts().forEach(cut -> all.add(new Sight(history.node(), cut))));
        all.sort(Comparator.comparing(Sight::from));
        List<Episode> episodes = new ArrayList<>();
        List<Sight> open = new ArrayList<>();
        Instant end = Instant.MIN;
        for (Sight sight : all) {
            if (!open.isEmpty() && sight.from().minus(SLACK).isAfter(end)) {
                episodes.addFirst(sorted(open));
                open.clear();
                end = Instant.MIN;
            }
            open.add(sight);
            end = sight.until().isAfter(end) ? sight.until() : end;
        }
        if (!open.isEmpty()) {
            episodes.addFirst(sorted(open));
        }
        return episodes;
    }

    private static Episode sorted(List<Sight> sights) {
        List<Sight> sorted = new ArrayList<>(sights);
        sorted.sort(Comparator.comparing(Sight::node)
                .thenComparing(sight -> sight.cut().peer()));
        return new Episode(sorted);
    }

    Instant from() {
        return sights.stream().map(Sight::from).min(Comparator.naturalOrder()).orElseThrow();
    }

    /// The keys that were written on both sides, as far as they are named, each with its fate.
    Map<String, String> conflicts() {
        Map<String, String> fates = new TreeMap<>();
        sights.forEach(sight -> sight.cut().keys().forEach(key -> fates.put(key.key(), key.fate())));
        return fates;
    }

    /// Whether more keys were written on both sides than are named.
    boolean hasMoreConflicts() {
        return sights.stream()
                .anyMatch(sight -> sight.cut().conflicts() > sight.cut().keys().size());
    }
}
