package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.merkle.Sketch;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers what exchanges ask of this node, be it another node's or its own. Keeps nothing between two
/// requests.
///
/// A request is answered in two steps: [#surveyFor] says what has to be asked of the lanes first, [#answer]
/// makes the reply. Stateless; safe to share if what it is given is.
public final class Responder {

    /// Living events looked for at a time: that many point reads of the index on a lane's thread.
    static final int DOTS_MAX = 256;

    /// A longer list of items is not sent: a sketch finds what differs.
    public static final int ITEMS_MAX = 16_384;

    /// Index rows looked at in one answer, and the rest of a segment.
    private static final int ROWS_MAX = 1_000;

    private final Sharing sharing;
    private final boolean reportsUnread;

    /// What the responder needs to know of the placement.
    @FunctionalInterface
    public interface Sharing {

        /// The partitions that this node and `peer` both own, in order.
        List<Integer> with(NodeId peer);
    }

    public Responder(Sharing sharing, Safeguards safeguards) {
        this.sharing = sharing;
        this.reportsUnread = safeguards.has(Safeguard.UNREAD_IS_NOT_LOOKED_FOR);
    }

    /// What the lanes have to be asked for the answer; null for nothing.
    public @Nullable Survey surveyFor(SyncRequest request) {
        return switch (request) {
            case SyncRequest.DescribeHoldings(_, Scope.Shared(var peer), _) ->
                new Survey.OfPartitions(sharing.with(peer));
            case SyncRequest.DescribeHoldings(_, Scope.Segments(var partitions), _) ->
                new Survey.OfSegments(partitions);
            case SyncRequest.DescribeHoldings(_, Scope.Keys _, _) -> null;
            case SyncRequest.ShowClocks(_, var partitions) -> new Survey.OfClocks(partitions);
            case SyncRequest.SendMissing(_, var known, _) -> new Survey.OfMissing(known, DOTS_MAX);
            case SyncRequest.ShowKey(_, var partition, _) -> new Survey.OfClocks(List.of(partition));
            case SyncRequest.Inspect(_, var partition, var segment, _) ->
                new Survey.OfInspection(partition, segment);
            case SyncRequest.SendObjects _, SyncRequest.ListKeys _, SyncRequest.ListDead _ -> null;
        };
    }

    /// The answer to `request`.
    ///
    /// @param finding what the lanes said, null if they were not asked
    /// @param holdings the table, at this moment or a later one than the lanes spoke of
    public SyncReply answer(SyncRequest request, @Nullable Finding finding, Holdings holdings) {
        long correlation = request.correlation();
        return switch (request) {
            case SyncRequest.DescribeHoldings(_, Scope.Keys(var segments), var symbols) ->
                described(correlation, new Finding.OfItems(keyItems(segments, holdings), 0), symbols);
            case SyncRequest.DescribeHoldings(_, _, var symbols)
            when finding instanceof Finding.OfItems found -> described(correlation, found, symbols);
            case SyncRequest.ShowClocks _
            when finding instanceof Finding.OfClocks(var clocks) -> new SyncReply.ClocksShown(correlation, clocks);
            case SyncRequest.SendMissing(_, _, var bytesMax)
            when finding instanceof Finding.OfMissing(var replicas) ->
                new MissingAnswer(holdings, bytesMax, reportsUnread).make(correlation, replicas);
            case SyncRequest.Inspect inspect
            when finding instanceof Finding.OfInspection found -> new InspectionAnswer(holdings, found, inspect).make();
            case SyncRequest.ShowKey(_, var partition, var key)
            when finding instanceof Finding.OfClocks(var clocks) ->
                clocks.isEmpty()
                        ? new SyncReply.Declined(correlation, Refusal.NOT_AN_OWNER)
                        : new SyncReply.KeyShown(correlation, holdings.object(partition, key), clocks.getFirst());
            case SyncRequest.SendObjects wanted -> objects(wanted, holdings);
            case SyncRequest.ListKeys(_, var segments) -> listedKeys(correlation, segments, holdings);
            case SyncRequest.ListDead dead -> deadKeys(dead, holdings);
            case SyncRequest.DescribeHoldings _,
                    SyncRequest.ShowClocks _,
                    SyncRequest.SendMissing _,
                    SyncRequest.ShowKey _,
                    SyncRequest.Inspect _ -> {
                Invariant.check(false, () -> "the lanes have not answered what " + request + " needs");
                yield new SyncReply.Declined(correlation, Refusal.OVERLOADED);
            }
        };
    }

    private static SyncReply described(long correlation, Finding.OfItems found, int symbols) {
        ItemList items = found.items();
        if (symbols > 0) {
            int taken = Math.min(symbols, Sketch.SYMBOLS_MAX);
            return new SyncReply.HoldingsSketched(correlation, Sketch.of(items.toArray(), taken));
        }
        return symbols == SyncRequest.LIST_WHOLE || items.size() <= ITEMS_MAX
                ? new SyncReply.HoldingsListed(correlation, items, found.applied())
                : new SyncReply.Declined(correlation, Refusal.OVERLOADED);
    }

    private static ItemList keyItems(List<Scope.Segment> segments, Holdings holdings) {
        ItemList items = new ItemList();
        for (Scope.Segment segment : segments) {
            for (Holdings.HeldKey held : keysOf(segment, holdings)) {
                items.add(MerkleTree.itemOf(held.key().hash(), held.digest()));
            }
        }
        return items;
    }

    /// A list that is not whole would look like keys that are not held.
    private static SyncReply listedKeys(long correlation, List<Scope.Segment> segments, Holdings holdings) {
        List<ListedKey> listed = new ArrayList<>();
        for (Scope.Segment segment : segments) {
            Holdings.HeldSegment held = holdings.segment(segment.partition(), segment.segment());
            if (!held.isWhole()) {
                return new SyncReply.Declined(correlation, Refusal.ROTTEN);
            }
            held.keys().forEach(key -> listed.add(new ListedKey(segment.partition(), key.key(), key.digest())));
        }
        return new SyncReply.KeysListed(correlation, listed);
    }

    private static SyncReply deadKeys(SyncRequest.ListDead request, Holdings holdings) {
        List<ListedKey> dead = new ArrayList<>();
        long nextEnd = Expiry.NEVER;
        int rows = 0;
        int segment = request.segment();
        while (segment < MerkleTree.SEGMENTS && rows < ROWS_MAX) {
            Holdings.HeldSegment held = holdings.segment(request.partition(), segment);
            if (!held.isWhole()) {
                return new SyncReply.Declined(request.correlation(), Refusal.ROTTEN);
            }
            for (Holdings.HeldKey key : held.keys()) {
                if (key.endsAt() <= request.wallMillis()) {
                    dead.add(new ListedKey(request.partition(), key.key(), key.digest()));
                } else {
                    nextEnd = Math.min(nextEnd, key.endsAt());
                }
            }
            rows += held.keys().size();
            segment = held.next();
        }
        return new SyncReply.DeadListed(request.correlation(), segment, dead, nextEnd);
    }

    private static List<Holdings.HeldKey> keysOf(Scope.Segment segment, Holdings holdings) {
        return holdings.segment(segment.partition(), segment.segment()).keys();
    }

    private static SyncReply objects(SyncRequest.SendObjects request, Holdings holdings) {
        long[] items = request.items().sorted();
        List<KeyedObject> objects = new ArrayList<>();
        int bytes = 0;
        for (Scope.Segment segment : request.segments()) {
            for (Holdings.HeldKey held : keysOf(segment, holdings)) {
                boolean isWanted = bytes < request.bytesMax() && isAmong(items, held);
                StoredObject object = isWanted ? holdings.object(segment.partition(), held.key()) : null;
                if (object != null && object.isKnown()) {
                    bytes += object.encoded().length;
                    objects.add(new KeyedObject(segment.partition(), held.key(), object));
                }
            }
        }
        return new SyncReply.ObjectsSent(request.correlation(), objects, bytes < request.bytesMax());
    }

    private static boolean isAmong(long[] items, Holdings.HeldKey held) {
        return Arrays.binarySearch(items, MerkleTree.itemOf(held.key().hash(), held.digest())) >= 0;
    }
}
