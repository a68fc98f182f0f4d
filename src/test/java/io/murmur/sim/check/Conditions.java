package io.murmur.sim.check;

import io.murmur.core.replica.message.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the faults of a run did to whom, and when: it tells whether a client was owed an answer. Mutable.
public final class Conditions {

    /// How long a change may go unnoticed, nanoseconds: nobody is owed anything that depends on it before.
    static final long SETTLE_NANOS = 1_000_000_000;

    private static final long STILL = Long.MAX_VALUE;

    private record Span(long from, long to) {
        boolean meets(long first, long last) {
            return from <= last && first <= to;
        }

        boolean contains(long first, long last) {
            return from <= first && last <= to;
        }
    }

    /// Spans of one kind of trouble; the last one may still go on.
    private static final class Trouble {
        private final List<Span> spans = new ArrayList<>();

        void set(boolean on, long nanos) {
            boolean isOn = !spans.isEmpty() && spans.getLast().to() == STILL;
            if (on && !isOn) {
                spans.add(new Span(nanos, STILL));
            } else if (!on && isOn) {
                spans.add(new Span(spans.removeLast().from(), nanos));
            }
        }

        boolean meets(long first, long last) {
            return spans.stream().anyMatch(span -> span.meets(first, last));
        }

        boolean lasts(long first, long last) {
            return spans.stream().anyMatch(span -> span.contains(first, last));
        }
    }

    /// What the replicas of a node may not do for a while.
    public enum Ability {
        /// Name events.
        NAME,
        /// Store and acknowledge.
        STORE,
        /// Answer reads.
        ANSWER
    }

    private final List<Trouble> away = new ArrayList<>();
    private final List<Map<Ability, Trouble>> unable = new ArrayList<>();
    private final Trouble[][] cut;

    public Conditions(int nodes) {
        cut = new Trouble[nodes][nodes];
        for (int from = 0; from < nodes; from++) {
            away.add(new Trouble());
            Map<Ability, Trouble> troubles = new EnumMap<>(Ability.class);
            for (Ability ability : Ability.values()) {
                troubles.put(ability, new Trouble());
            }
            unable.add(troubles);
            for (int to = 0; to < nodes; to++) {
                cut[from][to] = new Trouble();
            }
        }
    }

    /// The process of `node` is gone, or stands still.
    public void away(int node, boolean on, long nanos) {
        away.get(node).set(on, nanos);
    }

    /// What the replicas of `node` cannot do from now on; all else they can.
    public void unable(int node, Set<Ability> what, long nanos) {
        unable.get(node).forEach((ability, trouble) -> trouble.set(what.contains(ability), nanos));
    }

    /// Why the replicas of `node` refuse something from now on; null if they do not.
    public void closed(int node, @Nullable Refusal why, long nanos) {
        unable(
                node,
                switch (why) {
                    case DISK_FULL -> EnumSet.of(Ability.NAME, Ability.STORE);
                    case CLOCK_AHEAD -> EnumSet.of(Ability.NAME);
                    case ROTTEN, BOOTSTRAPPING -> EnumSet.allOf(Ability.class);
                    case null, default -> EnumSet.noneOf(Ability.class);
                },
                nanos);
    }

    /// Nothing goes from one node to the other.
    public void cut(int from, int to, boolean on, long nanos) {
        cut[from][to].set(on, nanos);
    }

    /// A request of a client, from its first moment to its last.
    ///
    /// @param owners of its key
    /// @param needed how many of them it needs
    public record Request(int coordinator, List<Integer> owners, int needed, boolean writes, long first, long last) {}

    /// Whether `request` was owed an answer: whom the client asked was there, and enough owners were with it all the
    /// time (and with each other, if another of them must coordinate); all others were away all the time, so that
    /// nobody could take them for being there.
    public boolean owes(Request request) {
        long from = request.first() - SETTLE_NANOS;
        long last = request.last();
        int asked = request.coordinator();
        List<Integer> there = new ArrayList<>();
        for (int owner : request.owners()) {
            if (owner == asked || !isApart(asked, owner, from, last)) {
                there.add(owner);
            }
        }
        List<Integer> counting = there.stream()
                .filter(owner -> can(owner, request.writes() ? Ability.STORE : Ability.ANSWER, from, last))
                .toList();
        boolean isSteady = !isAway(asked, from, last)
                && there.stream()
                        .allMatch(owner -> !isAway(owner, from, last)
                                && isJoined(asked, owner, from, last)
                                && isUnchanging(owner, request.first(), last));
        return isSteady
                && counting.size() >= request.needed()
                && (mayCoordinate(counting, request, asked, from)
                        || (areJoined(there, from, last)
                                && there.stream().anyMatch(owner -> mayCoordinate(counting, request, owner, from))));
    }

    private boolean mayCoordinate(List<Integer> counting, Request request, int owner, long from) {
        return counting.contains(owner) && (!request.writes() || can(owner, Ability.NAME, from, request.last()));
    }

    /// A disk that fills up between the two rounds of a write leaves its result unknown.
    private boolean isUnchanging(int node, long first, long last) {
        return unable.get(node).values().stream()
                .allMatch(trouble -> !trouble.meets(first, last) || trouble.lasts(first, last));
    }

    private boolean can(int node, Ability ability, long from, long last) {
        Trouble trouble = unable.get(node).get(ability);
        return trouble != null && !trouble.meets(from, last);
    }

    private boolean isAway(int node, long from, long last) {
        return away.get(node).meets(from, last);
    }

    private boolean areJoined(List<Integer> nodes, long from, long last) {
        return nodes.stream().allMatch(one -> nodes.stream().allMatch(other -> isJoined(one, other, from, last)));
    }

    private boolean isJoined(int one, int other, long from, long last) {
        return !cut[one][other].meets(from, last) && !cut[other][one].meets(from, last);
    }

    private boolean isApart(int one, int other, long from, long last) {
        return away.get(other).lasts(from, last)
                || (cut[one][other].lasts(from, last) && cut[other][one].lasts(from, last));
    }
}
