package io.murmur.core.entropy;

import io.murmur.core.entropy.answer.Items;
import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.value.ObjectDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Fetches what the trees show to differ and clocks cannot explain, of some partitions.
///
/// Comparing segments -> Comparing the keys of some that differ -> Settling -> Listing the own keys again:
/// what came meanwhile was just on its way -> Fetching the peer's side of the rest, page by page, and Storing
/// -> the keys of the next segments -> Done. If more differs than can be compared at once, half as much is
/// compared.
final class KeyCatchUp implements Leg {

    /// Items asked for at a time.
    private static final int ITEMS_PER_PAGE = 1024;

    private enum Phase {
        COMPARING_SEGMENTS,
        COMPARING_KEYS,
        SETTLING,
        COMPARING_AGAIN,
        WAITING_FOR_BUDGET,
        FETCHING,
        STORING,
        DONE
    }

    private final Kit kit;
    private final SortedMap<Integer, Stores.Standing> standings;
    private List<Integer> partitions;
    private final List<Scope.Segment> segmentsLeft = new ArrayList<>();
    private List<Scope.Segment> segments = List.of();
    private int segmentsMax;
    private Phase phase = Phase.COMPARING_SEGMENTS;
    private Comparison comparison;
    private long settledNanos;
    private final TreeSet<Long> wanted = new TreeSet<>();
    private long[] differedBefore = new long[0];
    private boolean isAlike = true;
    private @Nullable String failure;

    /// @param standings of the own replicas of the partitions to compare
    KeyCatchUp(Kit kit, SortedMap<Integer, Stores.Standing> standings) {
        this.kit = kit;
        this.standings = standings;
        this.partitions = List.copyOf(standings.keySet());
        this.segmentsMax = kit.settings().segmentsMax();
        this.comparison = new Comparison(kit, new Scope.Segments(partitions), new Scope.Segments(partitions));
    }

    @Override
    public void begin(Now now, Outputs<ExchangeNotice> out) {
        comparison.begin(now, out);
    }

    @Override
    public void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        switch (phase) {
            case COMPARING_SEGMENTS, COMPARING_KEYS, COMPARING_AGAIN -> {
                comparison.answered(reply, now, out);
                failure = comparison.failure();
                if (comparison.isDone()) {
                    compared(now, out);
                }
            }
            case FETCHING -> fetched(reply, now, out);
            case SETTLING, WAITING_FOR_BUDGET, STORING, DONE -> failure = "an answer came to no question";
        }
    }

    private void compared(Now now, Outputs<ExchangeNotice> out) {
        ItemList difference = comparison.difference();
        if (comparison.isTooMuch()) {
            compareLess(now, out);
        } else if (phase == Phase.COMPARING_SEGMENTS) {
            segmentsLeft.addAll(Items.segmentsOf(difference));
            segmentsLeft.removeIf(segment -> !standings.containsKey(segment.partition()));
            compareNext(now, out);
        } else if (phase == Phase.COMPARING_KEYS) {
            differedBefore = difference.sorted();
            settledNanos = now.nanosAfterMillis(kit.settings().settleMillis());
            phase = Phase.SETTLING;
        } else {
            wantWhatThePeerHas(difference);
            fetchNext(now, out);
        }
    }

    private void compareLess(Now now, Outputs<ExchangeNotice> out) {
        if (phase == Phase.COMPARING_SEGMENTS && partitions.size() > 1) {
            partitions = partitions.subList(0, partitions.size() / 2);
            Scope fewer = new Scope.Segments(partitions);
            comparison = new Comparison(kit, fewer, fewer);
            comparison.begin(now, out);
        } else if (phase != Phase.COMPARING_SEGMENTS && segments.size() > 1) {
            segmentsMax = segments.size() / 2;
            segmentsLeft.addAll(0, segments);
            compareNext(now, out);
        } else {
            failure = "more differs in one segment than can be compared at once";
        }
    }

    private void compareNext(Now now, Outputs<ExchangeNotice> out) {
        if (segmentsLeft.isEmpty()) {
            phase = Phase.DONE;
            return;
        }
        List<Scope.Segment> next = segmentsLeft.subList(0, Math.min(segmentsMax, segmentsLeft.size()));
        segments = List.copyOf(next);
        next.clear();
        compareKeys(Phase.COMPARING_KEYS, now, out);
    }

    private void compareKeys(Phase as, Now now, Outputs<ExchangeNotice> out) {
        phase = as;
        comparison = new Comparison(kit, new Scope.Keys(segments), new Scope.Keys(segments));
        comparison.begin(now, out);
    }

    private void wantWhatThePeerHas(ItemList difference) {
        long[] mine = comparison.mine().sorted();
        for (int i = 0; i < difference.size(); i++) {
            long item = difference.get(i);
            if (Arrays.binarySearch(differedBefore, item) >= 0) {
                isAlike = false;
                if (Arrays.binarySearch(mine, item) < 0) {
                    wanted.add(item);
                }
            }
        }
    }

    private void fetchNext(Now now, Outputs<ExchangeNotice> out) {
        if (wanted.isEmpty()) {
            compareNext(now, out);
        } else if (!kit.budget().hasRoom(now)) {
            phase = Phase.WAITING_FOR_BUDGET;
        } else {
            phase = Phase.FETCHING;
            ItemList page = new ItemList();
            wanted.stream().limit(ITEMS_PER_PAGE).forEach(page::add);
            var request = new SyncRequest.SendObjects(
                    kit.questions().correlation(),
                    segments,
                    page,
                    kit.settings().pageBytes());
            kit.questions().ask(kit.peer(), request, now, out);
        }
    }

    private void fetched(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        if (!(reply instanceof SyncReply.ObjectsSent(_, var objects, var complete))) {
            failure = "the peer does not send what differs";
            return;
        }
        long bytes = 0;
        int before = wanted.size();
        for (KeyedObject object : objects) {
            Stores.Standing asked = standings.get(object.partition());
            if (asked == null) {
                failure = "the peer sent an object of another partition";
                return;
            }
            bytes += object.object().encoded().length;
            wanted.remove(MerkleTree.itemOf(object.key().hash(), ObjectDigest.contentOf(object.object())));
            kit.stores().merge(object, asked, now, out);
        }
        kit.budget().spend(bytes);
        if (!objects.isEmpty()) {
            out.publish(new ExchangeNotice.Fetched(kit.peer(), objects.size(), bytes, false));
        }
        // What the peer does not have any more has changed, and what came instead of it differs from what
        // its index says: neither is asked for again and again.
        if (complete) {
            forgetPage(before);
        } else if (wanted.size() == before) {
            wanted.clear();
        }
        phase = Phase.STORING;
        advance(now, out);
    }

    private void forgetPage(int before) {
        int page = Math.min(ITEMS_PER_PAGE, before);
        for (int left = page - (before - wanted.size()); left > 0; left--) {
            wanted.removeFirst();
        }
    }

    @Override
    public void advance(Now now, Outputs<ExchangeNotice> out) {
        switch (phase) {
            case SETTLING -> {
                if (now.hasReached(settledNanos)) {
                    compareKeys(Phase.COMPARING_AGAIN, now, out);
                }
            }
            case WAITING_FOR_BUDGET -> fetchNext(now, out);
            case STORING -> {
                if (kit.stores().isDone()) {
                    fetchNext(now, out);
                }
            }
            case COMPARING_SEGMENTS, COMPARING_KEYS, COMPARING_AGAIN, FETCHING, DONE -> {}
        }
    }

    /// What was compared.
    Collection<Integer> partitions() {
        return partitions;
    }

    /// Whether nothing differed that was not just on its way.
    boolean isAlike() {
        return isAlike;
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
