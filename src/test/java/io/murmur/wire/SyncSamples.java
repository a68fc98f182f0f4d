package io.murmur.wire;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.merkle.Sketch;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// What exchanges say: samples that never change, and messages drawn from a seed.
final class SyncSamples {

    private static final long CORRELATION = 0x0123_4567_89AB_CDE0L;
    private static final List<ActorId> ACTORS = List.of(
            new ActorId(new NodeId(0x11), 0x12),
            new ActorId(new NodeId(0x21), 0x22),
            new ActorId(new NodeId(0x31), 0x32));

    private final Random random;

    SyncSamples(Random random) {
        this.random = random;
    }

    static Map<String, Message> golden() {
        Dot dot = new Dot(ACTORS.getFirst(), 7);
        PartitionClock clock = new PartitionClock();
        clock.add(dot);
        clock.addRange(ACTORS.getLast(), 1, 300);
        PartitionClock other = new PartitionClock();
        other.addRange(ACTORS.getLast(), 1, 5);
        var written = new Sibling(dot, 0x018F_0000_0000_0001L, new OperationId(3, 4), Value.of("hello"));
        StoredObject object = StoredObject.of(VersionVector.of(dot), List.of(written), 0);
        List<KeyedObject> objects = List.of(new KeyedObject(255, Key.of("user:{42}"), object));
        List<Scope.Segment> segments = List.of(new Scope.Segment(255, 1023), new Scope.Segment(3, 0));
        List<ReplicaClock> known =
                List.of(new ReplicaClock(3, 300, 0, 0, clock), new ReplicaClock(255, 300, 0, 0, other));
        List<SyncReply.Looked> looked = List.of(
                new SyncReply.Looked(3, -4, clock, true, false), new SyncReply.Looked(255, 5, other, false, true));
        ItemList items = listOf(1, -2);
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("sync-announced", new SyncMessage.Announced(CORRELATION, -3, 300));
        named.put("sync-unpushed", new SyncMessage.Unpushed(CORRELATION, List.of(3, 255)));
        named.put("sync-pulled", new SyncMessage.Pulled(CORRELATION));
        named.put("sync-describe-shared", describe(new Scope.Shared(new NodeId(0xB1)), 8));
        named.put("sync-describe-segments", describe(new Scope.Segments(List.of(0, 16_383)), 64));
        named.put("sync-describe-keys", describe(new Scope.Keys(segments), 0));
        named.put("sync-show-clocks", new SyncRequest.ShowClocks(CORRELATION, List.of(3, 255)));
        named.put("sync-send-missing", new SyncRequest.SendMissing(CORRELATION, known, 131_072));
        named.put("sync-send-objects", new SyncRequest.SendObjects(CORRELATION, segments, items, 1_024));
        named.put("sync-holdings-sketched", new SyncReply.HoldingsSketched(CORRELATION, Sketch.of(items.toArray(), 4)));
        named.put("sync-holdings-listed", new SyncReply.HoldingsListed(CORRELATION, items, 300));
        named.put(
                "sync-clocks-shown",
                new SyncReply.ClocksShown(
                        CORRELATION,
                        List.of(new ReplicaClock(3, 300, -4, 12, clock), new ReplicaClock(255, 300, 5, 0, other))));
        named.put("sync-missing-sent", new SyncReply.MissingSent(CORRELATION, objects, looked));
        named.put("sync-objects-sent", new SyncReply.ObjectsSent(CORRELATION, objects, false));
        named.put("sync-list-keys", new SyncRequest.ListKeys(CORRELATION, segments));
        named.put(
                "sync-keys-listed",
                new SyncReply.KeysListed(CORRELATION, List.of(new ListedKey(255, Key.of("user:{42}"), -5))));
        named.put("sync-inspect", new SyncRequest.Inspect(CORRELATION, 255, 1023, 1 << 20));
        named.put(
                "sync-inspected",
                new SyncReply.Inspected(
                        CORRELATION,
                        255,
                        1024,
                        300,
                        70_000,
                        List.of(
                                new Flaw(Flaw.Kind.INDEX_UNLIKE_TREE, 1023, null),
                                new Flaw(Flaw.Kind.OBJECT_UNREADABLE, 1023, Key.of("user:{42}")))));
        named.put("sync-show-key", new SyncRequest.ShowKey(CORRELATION, 255, Key.of("user:{42}")));
        named.put(
                "sync-key-shown",
                new SyncReply.KeyShown(CORRELATION, object, new ReplicaClock(255, 300, 5, 200, other)));
        named.put("sync-declined", new SyncReply.Declined(CORRELATION, Refusal.BOOTSTRAPPING));
        return named;
    }

    private static SyncRequest describe(Scope scope, int symbols) {
        return new SyncRequest.DescribeHoldings(CORRELATION, scope, symbols);
    }

    private static ItemList listOf(long... items) {
        ItemList list = new ItemList();
        for (long item : items) {
            list.add(item);
        }
        return list;
    }

    /// A message of any kind.
    ///
    /// @param object draws an object
    Message next(Supplier<StoredObject> object) {
        long correlation = random.nextLong();
        return switch (random.nextInt(19)) {
            case 0 -> new SyncMessage.Announced(correlation, random.nextLong(), random.nextLong());
            case 1 -> new SyncRequest.DescribeHoldings(correlation, scope(), random.nextInt(100));
            case 2 -> new SyncRequest.ShowClocks(correlation, partitions());
            case 3 -> new SyncRequest.SendMissing(correlation, known(), amount());
            case 4 -> new SyncRequest.SendObjects(correlation, segments(), items(), amount());
            case 5 -> new SyncReply.HoldingsSketched(correlation, Sketch.of(items().toArray(), 1 + random.nextInt(20)));
            case 6 -> new SyncReply.HoldingsListed(correlation, items(), random.nextLong());
            case 7 -> new SyncReply.ClocksShown(correlation, clocks());
            case 8 -> new SyncReply.MissingSent(correlation, objects(object), looked());
            case 9 -> new SyncReply.ObjectsSent(correlation, objects(object), random.nextBoolean());
            case 10 -> new SyncRequest.ListKeys(correlation, segments());
            case 11 -> new SyncReply.KeysListed(correlation, listedKeys());
            case 12 -> new SyncRequest.Inspect(correlation, partition(), random.nextInt(MerkleTree.SEGMENTS), amount());
            case 13 ->
                new SyncReply.Inspected(
                        correlation,
                        partition(),
                        random.nextInt(MerkleTree.SEGMENTS + 1),
                        amount(),
                        random.nextLong() >>> 1,
                        flaws());
            case 14 -> new SyncRequest.ShowKey(correlation, partition(), Key.of("key" + random.nextInt(100)));
            case 15 ->
                new SyncReply.KeyShown(
                        correlation,
                        random.nextBoolean() ? object.get() : null,
                        new ReplicaClock(
                                partition(), random.nextInt(400), random.nextLong(), random.nextInt(1000), clock()));
            case 16 -> new SyncMessage.Unpushed(correlation, partitions());
            case 17 -> new SyncMessage.Pulled(correlation);
            default -> new SyncReply.Declined(correlation, refusal());
        };
    }

    private List<ListedKey> listedKeys() {
        return random.ints(random.nextInt(5))
                .mapToObj(number -> new ListedKey(partition(), Key.of("key" + number), random.nextLong()))
                .toList();
    }

    private List<Flaw> flaws() {
        List<Flaw.Kind> kinds = List.of(Flaw.Kind.values());
        return random.ints(random.nextInt(5))
                .mapToObj(number -> new Flaw(
                        kinds.get(random.nextInt(kinds.size())),
                        random.nextInt(MerkleTree.SEGMENTS),
                        random.nextBoolean() ? Key.of("key" + number) : null))
                .toList();
    }

    private Refusal refusal() {
        List<Refusal> all = List.of(Refusal.values());
        return all.get(random.nextInt(all.size()));
    }

    private Scope scope() {
        return switch (random.nextInt(3)) {
            case 0 -> new Scope.Shared(new NodeId(random.nextLong()));
            case 1 -> new Scope.Segments(partitions());
            default -> new Scope.Keys(segments());
        };
    }

    private int amount() {
        return random.nextInt(1 << random.nextInt(31));
    }

    private int partition() {
        return random.nextInt(16_384);
    }

    private List<Integer> partitions() {
        return random.ints(random.nextInt(5), 0, 16_384).boxed().toList();
    }

    private List<Scope.Segment> segments() {
        List<Scope.Segment> segments = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            segments.add(new Scope.Segment(partition(), random.nextInt(MerkleTree.SEGMENTS)));
        }
        return segments;
    }

    private ItemList items() {
        return listOf(random.longs(random.nextInt(6)).toArray());
    }

    private PartitionClock clock() {
        PartitionClock clock = new PartitionClock();
        for (int i = random.nextInt(5); i > 0; i--) {
            long from = 1L + random.nextInt(500);
            clock.addRange(ACTORS.get(random.nextInt(ACTORS.size())), from, from + random.nextInt(300));
        }
        return clock;
    }

    private List<ReplicaClock> clocks() {
        List<ReplicaClock> clocks = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            clocks.add(new ReplicaClock(
                    partition(), random.nextInt(400), random.nextLong(), random.nextInt(1000), clock()));
        }
        return clocks;
    }

    private List<ReplicaClock> known() {
        return clocks().stream()
                .map(clock -> new ReplicaClock(clock.partition(), clock.epoch(), 0, 0, clock.clock()))
                .toList();
    }

    private List<SyncReply.Looked> looked() {
        return clocks().stream()
                .map(clock -> new SyncReply.Looked(
                        clock.partition(), clock.root(), clock.clock(), random.nextBoolean(), random.nextBoolean()))
                .toList();
    }

    private List<KeyedObject> objects(Supplier<StoredObject> object) {
        List<KeyedObject> objects = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            objects.add(new KeyedObject(partition(), Key.of("key" + random.nextInt(100)), object.get()));
        }
        return objects;
    }
}
