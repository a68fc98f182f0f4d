package io.murmur.core.replica;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All that can happen to one key at three owners: writes and deletes anywhere, frames that arrive at any
/// time and any number of times or never, exchanges, one lost row, votes and purges in any order. Every owner
/// acts by the real rules ([PurgeRule], [ObjectMerge]).
///
/// Nothing that was sent ever goes away: a message may be as late as it likes.
final class PurgeModel {

    static final int OWNERS = 3;

    /// How much may happen, which bounds the model.
    record Bounds(int writes, int asks, boolean losesRow) {}

    /// One owner: its object, what it has applied, and how often it has purged.
    record Owner(StoredObject object, PartitionClock clock, int epoch) {}

    sealed interface Sent {
        /// Replication of a write.
        record Frame(int to, StoredObject object, List<Dot> applied) implements Sent {}

        /// An exchange's question.
        record Asked(int by, int of, int epoch) implements Sent {}

        /// Its answer.
        record Fetched(int to, StoredObject object, PartitionClock clock, int epoch) implements Sent {}

        record Vouched(int by, StoredObject object) implements Sent {}
    }

    /// @param buried what was known wherever the key was purged
    record State(List<Owner> owners, Set<Sent> sent, int writes, int asks, boolean rowLost, VersionVector buried) {

        /// Whether something shows that a purged delete had superseded.
        boolean hasResurrected() {
            return owners.stream()
                    .flatMap(owner -> owner.object().siblings().stream())
                    .anyMatch(sibling -> !sibling.isDelete() && buried.covers(sibling.dot()));
        }
    }

    private final Bounds bounds;
    private final boolean needsAll;
    private final boolean withoutGaps;
    private final boolean refuses;
    private final ObjectMerge merge = new ObjectMerge(Safeguards.ALL);

    PurgeModel(Bounds bounds, Safeguards safeguards) {
        this.bounds = bounds;
        this.needsAll = safeguards.has(Safeguard.PURGE_NEEDS_ALL);
        this.withoutGaps = safeguards.has(Safeguard.VOUCH_WITHOUT_GAPS);
        this.refuses = safeguards.has(Safeguard.REFUSE_SEEN_BEFORE);
    }

    State begin() {
        Owner empty = new Owner(StoredObject.ABSENT, new PartitionClock(), 0);
        return new State(List.of(empty, empty, empty), Set.of(), 0, 0, false, VersionVector.EMPTY);
    }

    List<State> next(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < OWNERS; i++) {
            // Owners are alike: whoever writes first is the first.
            if (state.writes() < bounds.writes() && (state.writes() > 0 || i == 0)) {
                next.add(write(state, i, true));
                next.add(write(state, i, false));
            }
            if (bounds.losesRow()
                    && !state.rowLost()
                    && state.owners().get(i).object().isKnown()) {
                next.add(lose(state, i));
            }
            for (int peer = 0; peer < OWNERS && state.asks() < bounds.asks(); peer++) {
                if (peer != i) {
                    next.add(ask(state, i, peer));
                }
            }
            vouch(state, i, next);
        }
        for (Sent sent : state.sent()) {
            switch (sent) {
                case Sent.Frame(var to, var object, var applied) -> takeFrame(state, to, object, applied, next);
                case Sent.Asked(var by, var of, var epoch) -> {
                    Owner peer = state.owners().get(of);
                    next.add(with(state, new Sent.Fetched(by, peer.object(), peer.clock(), epoch)));
                }
                case Sent.Fetched fetched -> takeFetched(state, fetched, next);
                case Sent.Vouched(var by, var object) -> purge(state, by, object, next);
            }
        }
        return next;
    }

    private static ActorId actor(int owner) {
        return new ActorId(new NodeId(owner + 1L), 1);
    }

    private State write(State state, int by, boolean deletes) {
        Owner owner = state.owners().get(by);
        Dot dot = new Dot(actor(by), owner.clock().appliedOf(actor(by)).max() + 1);
        int number = state.writes() + 1;
        var written = new Sibling(dot, number, new OperationId(1, number), deletes ? null : Value.of("v" + number));
        StoredObject object = merge.write(owner.object(), owner.object().known(), written);
        List<Dot> applied = new ArrayList<>(List.of(dot));
        owner.object().siblings().forEach(sibling -> applied.add(sibling.dot()));
        State changed = with(state, by, applied(owner, object, applied));
        for (int to = 0; to < OWNERS; to++) {
            changed = to == by ? changed : with(changed, new Sent.Frame(to, object, List.copyOf(applied)));
        }
        return new State(changed.owners(), changed.sent(), number, changed.asks(), changed.rowLost(), changed.buried());
    }

    private static Owner applied(Owner owner, StoredObject object, List<Dot> dots) {
        PartitionClock clock = owner.clock().copy();
        dots.forEach(clock::add);
        return new Owner(object, clock, owner.epoch());
    }

    private static State lose(State state, int at) {
        Owner owner = state.owners().get(at);
        State changed = with(state, at, new Owner(StoredObject.ABSENT, owner.clock(), owner.epoch()));
        return new State(changed.owners(), changed.sent(), changed.writes(), changed.asks(), true, changed.buried());
    }

    private static State ask(State state, int by, int of) {
        State changed =
                with(state, new Sent.Asked(by, of, state.owners().get(by).epoch()));
        return new State(
                changed.owners(),
                changed.sent(),
                changed.writes(),
                state.asks() + 1,
                changed.rowLost(),
                changed.buried());
    }

    private void vouch(State state, int by, List<State> next) {
        Owner owner = state.owners().get(by);
        if (mayGo(owner)) {
            next.add(with(state, new Sent.Vouched(by, owner.object())));
        }
    }

    private boolean mayGo(Owner owner) {
        return withoutGaps ? PurgeRule.mayGo(owner.object(), owner.clock(), 0) : PurgeRule.isDead(owner.object(), 0);
    }

    /// Orders follow votes: any owner may be told as soon as enough have vouched.
    private void purge(State state, int at, StoredObject object, List<State> next) {
        long votes = state.sent().stream()
                .filter(sent ->
                        sent instanceof Sent.Vouched vouched && vouched.object().equals(object))
                .count();
        Owner owner = state.owners().get(at);
        if (votes >= (needsAll ? OWNERS : OWNERS - 1) && owner.object().equals(object) && mayGo(owner)) {
            State changed = with(state, at, new Owner(StoredObject.ABSENT, owner.clock(), owner.epoch() + 1));
            next.add(new State(
                    changed.owners(),
                    changed.sent(),
                    changed.writes(),
                    changed.asks(),
                    changed.rowLost(),
                    state.buried().merge(object.context())));
        }
    }

    private void takeFrame(State state, int to, StoredObject object, List<Dot> applied, List<State> next) {
        Owner owner = state.owners().get(to);
        List<Sibling> seen = refuses ? PurgeRule.seenBefore(owner.object(), object, owner.clock()) : List.of();
        if (seen.stream().allMatch(Sibling::isDelete)) {
            List<Dot> dots = new ArrayList<>(applied);
            object.siblings().forEach(sibling -> dots.add(sibling.dot()));
            StoredObject after = merge.merge(owner.object(), PurgeRule.without(seen, object));
            next.add(with(state, to, applied(owner, after, dots)));
        }
    }

    /// What is asked for since the last purge may bring back what was seen before. The peer's clock is
    /// adopted when its object is stored.
    private void takeFetched(State state, Sent.Fetched fetched, List<State> next) {
        Owner owner = state.owners().get(fetched.to());
        boolean isSeen = refuses
                && fetched.epoch() != owner.epoch()
                && !PurgeRule.seenBefore(owner.object(), fetched.object(), owner.clock())
                        .isEmpty();
        if (!isSeen) {
            PartitionClock clock = owner.clock().copy();
            clock.addAll(fetched.clock());
            StoredObject after = merge.merge(owner.object(), fetched.object());
            next.add(with(state, fetched.to(), new Owner(after, clock, owner.epoch())));
        }
    }

    private static State with(State state, int at, Owner owner) {
        List<Owner> owners = new ArrayList<>(state.owners());
        owners.set(at, owner);
        return new State(
                List.copyOf(owners), state.sent(), state.writes(), state.asks(), state.rowLost(), state.buried());
    }

    private static State with(State state, Sent sent) {
        Set<Sent> all = new LinkedHashSet<>(state.sent());
        all.add(sent);
        return new State(state.owners(), all, state.writes(), state.asks(), state.rowLost(), state.buried());
    }
}
