package io.murmur.door.redis.data;

import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.KeyType;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.cluster.ShownCluster;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.GlobPattern;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `SCAN` and `DBSIZE`: the partitions whose first reachable owner is this node, so that the union over the
/// nodes is the cluster, as clients expect of masters. What a page shows is what R owners say together; a page that
/// fails leaves its cursor good.
///
/// If partitions change hands during a scan, one that went away after it was begun is listed to its end, one
/// that came is listed if its slots lie ahead; so, as in Redis during resharding, a key may be missed or seen
/// twice only if its partition moved against the direction of the scan.
final class ScanCommands {

    private static final int COUNT_DEFAULT = 10;
    private static final int COUNT_MAX = 10_000;
    /// Partitions looked at for one page: enough that a small data set takes few pages, bounded for a large one.
    private static final int LOOKS_MAX = 64;
    /// Pages of one cut hash: more than this many keys agree in 50 bits of their hash only if somebody made
    /// them so.
    private static final int CROWDED_LOOKS_MAX = 1000;

    /// Keys of one page if their types are asked for: each of them is read, and the answer must have room for them.
    private static final int TYPED_COUNT_MAX = 64;

    private final DataSupplies supplies;
    private final ClusterFace cluster;

    ScanCommands(DataSupplies supplies, ClusterFace cluster) {
        this.supplies = supplies;
        this.cluster = cluster;
    }

    void scan(Call call) {
        new Scan(call).look();
    }

    void databaseSize(Call call) {
        ShownCluster shown = cluster.current();
        List<ClientOperation> counts = new ArrayList<>();
        for (int partition = 0; partition < shown.snapshot().partitions().count(); partition++) {
            if (shown.isMine(partition)) {
                counts.add(new ClientOperation.Count(partition));
            }
        }
        Total total = new Total(call, counts.size());
        counts.forEach(count -> call.submit(count, total::add));
        total.answerIfDone();
    }

    /// The sum of the counts of partitions.
    private static final class Total {

        private final Call call;
        private int waiting;
        private long keys;
        private @Nullable Outcome failed;

        Total(Call call, int waiting) {
            this.call = call;
            this.waiting = waiting;
        }

        void add(Outcome outcome) {
            if (outcome instanceof Outcome.Counted(var living)) {
                keys += living;
            } else {
                failed = outcome;
            }
            waiting--;
            answerIfDone();
        }

        void answerIfDone() {
            if (waiting == 0) {
                call.answer(failed == null ? Reply.number(keys) : Failures.of(failed));
            }
        }
    }

    /// One page of a scan: looks at one partition after the other until it has enough.
    private final class Scan {

        private final Call call;
        private final List<Key> found = new ArrayList<>();
        private @Nullable GlobPattern pattern;
        private @Nullable KeyType type;
        private int count = COUNT_DEFAULT;
        private boolean isTypeServed = true;
        private int slot;
        /// Where this page of the partition begins, cut, and where the next look begins, exact.
        private long pageHash;
        private long lookHash;
        private int looks;
        private int listed;

        Scan(Call call) {
            this.call = call;
            Request request = call.request();
            ScanCursor cursor = ScanCursor.parse(request.text(1));
            this.slot = cursor.slot();
            this.pageHash = cursor.hash();
            this.lookHash = cursor.hash();
            if (request.size() % 2 != 0) {
                throw Arguments.syntaxError();
            }
            for (int i = 2; i < request.size(); i += 2) {
                readOption(request, i);
            }
            count = type == null ? count : Math.min(count, TYPED_COUNT_MAX);
        }

        private void readOption(Request request, int at) {
            if (request.is(at, "MATCH")) {
                pattern = new GlobPattern(request.at(at + 1));
            } else if (request.is(at, "COUNT")) {
                count = Math.min(COUNT_MAX, request.number(at + 1, 1, Integer.MAX_VALUE));
            } else if (request.is(at, "TYPE")) {
                type = typeAt(request, at + 1);
                isTypeServed = type != null;
            } else {
                throw Arguments.syntaxError();
            }
        }

        private static @Nullable KeyType typeAt(Request request, int at) {
            for (KeyType known : KeyType.values()) {
                if (request.is(at, ReadCommands.wordOf(known))) {
                    return known;
                }
            }
            return null;
        }

        private void look() {
            ShownCluster shown = cluster.current();
            Partitions partitions = shown.snapshot().partitions();
            int partition = partitions.ofSlot(slot);
            if (pageHash == 0 && lookHash == 0) {
                while (partition < partitions.count() && !shown.isMine(partition)) {
                    partition++;
                }
            }
            if (partition >= partitions.count() || !isTypeServed) {
                answer(new ScanCursor(16_384, 0));
                return;
            }
            slot = partitions.firstSlotOf(partition);
            int asked = partition;
            looks++;
            call.submit(
                    new ClientOperation.List(asked, lookHash, Math.max(1, count - listed)),
                    outcome -> looked(outcome, partitions));
        }

        private void looked(Outcome outcome, Partitions partitions) {
            if (!(outcome instanceof Outcome.Listed(var keys, var nextHash, var last))) {
                call.answer(Failures.of(outcome));
                return;
            }
            long end = ScanCursor.cut(nextHash);
            boolean moved = last || Long.compareUnsigned(end, pageHash) > 0;
            for (Key key : keys) {
                if (last || !moved || Long.compareUnsigned(key.hash(), end) < 0) {
                    take(key);
                }
            }
            if (last) {
                slot += partitions.slotsPer();
                pageHash = 0;
                lookHash = 0;
            } else if (moved) {
                pageHash = end;
                lookHash = end;
            } else {
                lookHash = nextHash;
            }
            goOn(moved);
        }

        private void take(Key key) {
            listed++;
            if (pattern == null || pattern.matches(key.bytes())) {
                found.add(key);
            }
        }

        private void goOn(boolean mayStop) {
            ScanCursor cursor = new ScanCursor(slot, pageHash);
            if (cursor.isEnd() || (mayStop && (listed >= count || looks >= LOOKS_MAX))) {
                answer(cursor);
            } else if (looks >= CROWDED_LOOKS_MAX) {
                call.answer(Reply.error("too many keys share the hash at this cursor to be listed in pages"));
            } else {
                look();
            }
        }

        private void answer(ScanCursor cursor) {
            KeyType wanted = type;
            if (wanted == null) {
                call.answer(page(cursor, found));
            } else {
                new Sorting(cursor, wanted).begin();
            }
        }

        private static Reply page(ScanCursor cursor, List<Key> keys) {
            List<Reply> shown = new ArrayList<>(keys.size());
            keys.forEach(key -> shown.add(Reply.bulk(key.bytes())));
            return Reply.listing(Reply.bulk(cursor.toString()), new Reply.Listing(shown));
        }

        /// Reads the keys of a page, because a list of keys does not tell their types, and keeps those that fit.
        private final class Sorting {

            private final ScanCursor cursor;
            private final KeyType wanted;
            private final TreeSet<Key> others = new TreeSet<>();
            private int waiting = found.size();
            private @Nullable Outcome failed;

            Sorting(ScanCursor cursor, KeyType wanted) {
                this.cursor = cursor;
                this.wanted = wanted;
            }

            void begin() {
                for (Key key : found) {
                    call.submit(new ClientOperation.Get(key, 0), outcome -> add(key, outcome));
                }
                answerIfDone();
            }

            private void add(Key key, Outcome outcome) {
                if (!(outcome instanceof Outcome.Read(var object))) {
                    failed = outcome;
                } else if (supplies.typeOf(key, object) != wanted) {
                    others.add(key);
                }
                waiting--;
                answerIfDone();
            }

            private void answerIfDone() {
                if (waiting > 0) {
                    return;
                }
                found.removeIf(others::contains);
                call.answer(failed == null ? page(cursor, found) : Failures.of(failed));
            }
        }
    }
}
