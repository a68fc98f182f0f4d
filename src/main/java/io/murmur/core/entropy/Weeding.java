package io.murmur.core.entropy;

import io.murmur.core.entropy.answer.Items;
import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Drops from a volume that lost data what was deleted and purged since: its keys may be there as they were
/// before the deletes, and nothing is left at the others that would supersede them (G7).
///
/// Comparing the segments of some partitions -> Listing the own keys of some that differ, and the peer's ->
/// for each key that is not the same: Showing the own object, and the peer's with its clock -> Dropping what
/// so many peers have seen go as this node has to catch up with -> the next segments -> the next partitions
/// -> Done.
///
/// An event that a peer's clock covers and its object neither holds nor supersedes was purged there, or
/// lost. If so many peers as hold, between them, everything that was acknowledged all say so, it was purged.
final class Weeding implements Leg {

    /// Their segments can always be listed.
    private static final int PARTITIONS_AT_ONCE = 16;

    private static final int SEGMENTS_AT_ONCE = 32;

    private enum Phase {
        COMPARING,
        LISTING_OWN,
        LISTING_PEERS,
        SHOWING_OWN,
        SHOWING_PEERS,
        DROPPING,
        DONE
    }

    private final Kit kit;
    private final SortedSet<Integer> partitions;
    private final LaneDecider.Placements placements;
    private final ArrayDeque<Integer> partitionsLeft;
    private final ArrayDeque<Scope.Segment> segmentsLeft = new ArrayDeque<>();
    private final ArrayDeque<ListedKey> keysLeft = new ArrayDeque<>();
    private final TreeMap<Key, ListedKey> ownKeys = new TreeMap<>();
    private List<Scope.Segment> segments = List.of();
    private Comparison comparison;
    private Phase phase = Phase.COMPARING;
    private StoredObject own = StoredObject.ABSENT;
    private @Nullable String failure;

    Weeding(Kit kit, List<Integer> partitions, LaneDecider.Placements placements) {
        this.kit = kit;
        this.partitions = new TreeSet<>(partitions);
        this.placements = placements;
        this.partitionsLeft = new ArrayDeque<>(partitions);
        this.comparison = nextComparison();
    }

    private Comparison nextComparison() {
        List<Integer> some = new ArrayList<>();
        while (some.size() < PARTITIONS_AT_ONCE && !partitionsLeft.isEmpty()) {
            some.add(partitionsLeft.remove());
        }
        return new Comparison(kit, new Scope.Segments(some), new Scope.Segments(some));
    }

    @Override
    public void begin(Now now, Outputs<ExchangeNotice> out) {
        comparison.begin(now, out);
    }

    @Override
    public void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        switch (phase) {
            case COMPARING -> {
                comparison.answered(reply, now, out);
                failure = comparison.isTooMuch() ? "more segments differ than can be told" : comparison.failure();
                if (comparison.isDone() && failure == null) {
                    segmentsLeft.addAll(Items.segmentsOf(comparison.difference()));
                    listNext(now, out);
                }
            }
            case LISTING_OWN, LISTING_PEERS -> listed(reply, now, out);
            case SHOWING_OWN, SHOWING_PEERS -> shown(reply, now, out);
            case DROPPING, DONE -> failure = "an answer came to no question";
        }
    }

    private void listNext(Now now, Outputs<ExchangeNotice> out) {
        if (segmentsLeft.isEmpty()) {
            if (partitionsLeft.isEmpty()) {
                phase = Phase.DONE;
            } else {
                phase = Phase.COMPARING;
                comparison = nextComparison();
                comparison.begin(now, out);
            }
            return;
        }
        List<Scope.Segment> some = new ArrayList<>();
        while (some.size() < SEGMENTS_AT_ONCE && !segmentsLeft.isEmpty()) {
            some.add(segmentsLeft.remove());
        }
        segments = List.copyOf(some);
        phase = Phase.LISTING_OWN;
        kit.questions().ask(kit.self(), new SyncRequest.ListKeys(kit.questions().correlation(), segments), now, out);
    }

    private void listed(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        if (!(reply instanceof SyncReply.KeysListed(_, var keys))) {
            failure = "keys are not listed";
        } else if (phase == Phase.LISTING_OWN) {
            ownKeys.clear();
            keys.forEach(key -> ownKeys.put(key.key(), key));
            phase = Phase.LISTING_PEERS;
            kit.questions()
                    .ask(kit.peer(), new SyncRequest.ListKeys(kit.questions().correlation(), segments), now, out);
        } else {
            keys.forEach(key -> ownKeys.remove(key.key(), key));
            keysLeft.addAll(ownKeys.values());
            showNext(now, out);
        }
    }

    private void showNext(Now now, Outputs<ExchangeNotice> out) {
        if (keysLeft.isEmpty()) {
            listNext(now, out);
        } else {
            phase = Phase.SHOWING_OWN;
            show(keysLeft.getFirst(), true, now, out);
        }
    }

    private void show(ListedKey key, boolean self, Now now, Outputs<ExchangeNotice> out) {
        var request = new SyncRequest.ShowKey(kit.questions().correlation(), key.partition(), key.key());
        kit.questions().ask(self ? kit.self() : kit.peer(), request, now, out);
    }

    private void shown(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        if (!(reply instanceof SyncReply.KeyShown(_, var object, var clock))) {
            failure = "a key is not shown";
        } else if (object == null) {
            // Whoever cannot read it cannot tell: of this partition nothing is known.
            partitions.remove(keysLeft.remove().partition());
            showNext(now, out);
        } else if (phase == Phase.SHOWING_OWN) {
            own = object;
            phase = Phase.SHOWING_PEERS;
            show(keysLeft.getFirst(), false, now, out);
        } else {
            drop(keysLeft.remove(), seenGo(object, clock), now, out);
        }
    }

    private List<Dot> seenGo(StoredObject peers, ReplicaClock clock) {
        List<Dot> gone = new ArrayList<>();
        for (Sibling sibling : own.siblings()) {
            Dot dot = sibling.dot();
            if (clock.clock().covers(dot) && !peers.context().covers(dot)) {
                gone.add(dot);
            }
        }
        return gone;
    }

    private void drop(ListedKey key, List<Dot> gone, Now now, Outputs<ExchangeNotice> out) {
        List<Dot> dropped = new ArrayList<>();
        for (Dot dot : gone) {
            kit.denials().note(kit.peer(), key.key(), dot);
            if (kit.denials().count(key.key(), dot) >= kit.sourcesNeeded()) {
                dropped.add(dot);
            }
        }
        phase = Phase.DROPPING;
        if (!dropped.isEmpty()) {
            long epoch = placements.epochOf(key.partition());
            kit.stores().weed(new Stores.Weeds(key.partition(), epoch, key.key(), dropped), now, out);
        }
        advance(now, out);
    }

    @Override
    public void advance(Now now, Outputs<ExchangeNotice> out) {
        if (phase == Phase.DROPPING && kit.stores().isDone()) {
            showNext(now, out);
        }
    }

    /// What was compared with the peer to the end.
    List<Integer> partitions() {
        return List.copyOf(partitions);
    }

    @Override
    public boolean isDone() {
        return phase == Phase.DONE;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }
}
