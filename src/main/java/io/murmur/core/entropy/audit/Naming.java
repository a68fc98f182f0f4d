package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.answer.Items;
import io.murmur.core.entropy.audit.AuditReport.DifferingKey;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Names the keys that differ, of some partitions at a time.
///
/// Listing segments -> Settling -> Listing them again: those that differ as they did before are looked into ->
/// Listing their keys -> Settling -> Listing them again: what differs as it did before is named -> the next
/// partitions -> Done.
final class Naming implements Step {

    /// Their segments fit into one list.
    private static final int PARTITIONS_AT_ONCE = 8;

    private enum Phase {
        SEGMENTS,
        SEGMENTS_SETTLING,
        SEGMENTS_AGAIN,
        KEYS,
        KEYS_SETTLING,
        KEYS_AGAIN,
        DONE
    }

    private final Kit kit;
    private final ArrayDeque<Findings.Case> left = new ArrayDeque<>();
    private final SortedMap<Integer, Findings.Case> batch = new TreeMap<>();
    private final SortedSet<NodeId> waitingFor = new TreeSet<>();
    private Differences<Place> segments = new Differences<>();
    private Differences<Place> segmentsBefore = new Differences<>();
    private Differences<PartitionKey> keys = new Differences<>();
    private Differences<PartitionKey> keysBefore = new Differences<>();
    private SortedSet<Place> lasting = new TreeSet<>();
    private SortedSet<Place> wanted = new TreeSet<>();
    private Phase phase = Phase.SEGMENTS;
    private long settledNanos;

    private record Place(int partition, int segment) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Integer.compare(segment, other.segment);
        }
    }

    private record PartitionKey(int partition, Key key) implements Comparable<PartitionKey> {
        @Override
        public int compareTo(PartitionKey other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : key.compareTo(other.key);
        }
    }

    Naming(Kit kit) {
        this.kit = kit;
        for (Findings.Case each : kit.findings().cases()) {
            if (each.verdict() == Verdict.DIFFERENT || !each.flawedSegments().isEmpty()) {
                left.add(each);
            }
        }
    }

    @Override
    public void begin(Now now, Outputs<?> out) {
        nextBatch(now, out);
    }

    private void nextBatch(Now now, Outputs<?> out) {
        batch.clear();
        while (batch.size() < PARTITIONS_AT_ONCE && !left.isEmpty()) {
            Findings.Case next = left.remove();
            batch.put(next.partition(), next);
        }
        if (batch.isEmpty()) {
            phase = Phase.DONE;
        } else {
            listSegments(Phase.SEGMENTS, now, out);
        }
    }

    private void listSegments(Phase as, Now now, Outputs<?> out) {
        phase = as;
        segments = new Differences<>();
        for (NodeId owner : waitForOwnersOf(batch.keySet())) {
            Scope scope = new Scope.Segments(
                    batch.keySet().stream().filter(isOwnedBy(owner)).toList());
            kit.correspondence()
                    .ask(owner, correlation -> new SyncRequest.DescribeHoldings(correlation, scope, 0), now, out);
        }
        goOnWhenComplete(now, out);
    }

    private void listKeys(Phase as, Now now, Outputs<?> out) {
        phase = as;
        keys = new Differences<>();
        SortedSet<Integer> partitions = new TreeSet<>();
        wanted.forEach(place -> partitions.add(place.partition()));
        for (NodeId owner : waitForOwnersOf(partitions)) {
            List<Scope.Segment> owned = wanted.stream()
                    .filter(place -> isOwnedBy(owner).test(place.partition()))
                    .map(place -> new Scope.Segment(place.partition(), place.segment()))
                    .toList();
            kit.correspondence().ask(owner, correlation -> new SyncRequest.ListKeys(correlation, owned), now, out);
        }
        goOnWhenComplete(now, out);
    }

    private Predicate<Integer> isOwnedBy(NodeId node) {
        return partition -> kit.findings().ownersOf(partition).contains(node);
    }

    /// The owners that speak: they are waited for from now on.
    private List<NodeId> waitForOwnersOf(Iterable<Integer> partitions) {
        for (Integer partition : partitions) {
            for (NodeId owner : kit.findings().ownersOf(partition)) {
                if (kit.speaks(owner)) {
                    waitingFor.add(owner);
                }
            }
        }
        return List.copyOf(waitingFor);
    }

    /// Who declines, because some of what was asked for cannot be read, is left out of what is compared.
    @Override
    public void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        waitingFor.remove(from);
        if (reply instanceof SyncReply.HoldingsListed(_, var items, _)) {
            segments.speaks(from);
            for (int i = 0; i < items.size(); i++) {
                long item = items.get(i);
                segments.add(from, new Place(Items.partitionOf(item), Items.segmentOf(item)), item);
            }
        } else if (reply instanceof SyncReply.KeysListed(_, var listed)) {
            keys.speaks(from);
            for (ListedKey key : listed) {
                keys.add(from, new PartitionKey(key.partition(), key.key()), key.digest());
            }
        }
        goOnWhenComplete(now, out);
    }

    private void goOnWhenComplete(Now now, Outputs<?> out) {
        if (!waitingFor.isEmpty()) {
            return;
        }
        switch (phase) {
            case SEGMENTS -> {
                segmentsBefore = segments;
                settle(Phase.SEGMENTS_SETTLING, now);
            }
            case SEGMENTS_AGAIN -> {
                lasting = segments.lasting(segmentsBefore, place -> isOwnedBy(place.partition()));
                wanted = segmentsToList();
                if (wanted.isEmpty()) {
                    finish(List.of(), now, out);
                } else {
                    listKeys(Phase.KEYS, now, out);
                }
            }
            case KEYS -> {
                keysBefore = keys;
                settle(Phase.KEYS_SETTLING, now);
            }
            case KEYS_AGAIN ->
                finish(List.copyOf(keys.lasting(keysBefore, key -> isOwnedBy(key.partition()))), now, out);
            case SEGMENTS_SETTLING, KEYS_SETTLING, DONE -> {}
        }
    }

    private Predicate<NodeId> isOwnedBy(int partition) {
        return kit.findings().ownersOf(partition)::contains;
    }

    private void settle(Phase as, Now now) {
        phase = as;
        settledNanos = now.nanosAfterMillis(kit.settings().settleMillis());
    }

    private void finish(List<PartitionKey> named, Now now, Outputs<?> out) {
        for (Findings.Case each : batch.values()) {
            List<DifferingKey> differing = new ArrayList<>();
            for (PartitionKey key : named) {
                if (key.partition() == each.partition()
                        && differing.size() < kit.settings().keysMax()) {
                    differing.add(new DifferingKey(key.key(), keys.of(key, isOwnedBy(key.partition()))));
                }
            }
            boolean isLasting = lasting.stream().anyMatch(place -> place.partition() == each.partition());
            each.name(differing, isLasting);
        }
        nextBatch(now, out);
    }

    private SortedSet<Place> segmentsToList() {
        SortedSet<Place> found = new TreeSet<>();
        for (Findings.Case each : batch.values()) {
            SortedSet<Integer> inside = new TreeSet<>(each.flawedSegments());
            lasting.stream()
                    .filter(place -> place.partition() == each.partition())
                    .forEach(place -> inside.add(place.segment()));
            inside.stream()
                    .limit(kit.settings().segmentsMax())
                    .forEach(segment -> found.add(new Place(each.partition(), segment)));
        }
        return found;
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        boolean isSettled = now.hasReached(settledNanos);
        if (phase == Phase.SEGMENTS_SETTLING && isSettled) {
            listSegments(Phase.SEGMENTS_AGAIN, now, out);
        } else if (phase == Phase.KEYS_SETTLING && isSettled) {
            listKeys(Phase.KEYS_AGAIN, now, out);
        } else if (waitingFor.removeIf(node -> !kit.speaks(node))) {
            goOnWhenComplete(now, out);
        }
    }

    @Override
    public boolean isDone() {
        return phase == Phase.DONE;
    }
}
