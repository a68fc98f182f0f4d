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
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Names the keys that differ, of one partition after another.
///
/// Listing segments -> Listing the keys of those that differ -> Settling -> Listing them again: what differs as it
/// did before is named -> the next partition -> Done.
final class Naming implements Step {

    private enum Phase {
        SEGMENTS,
        KEYS,
        SETTLING,
        KEYS_AGAIN,
        DONE
    }

    private final Kit kit;
    private final ArrayDeque<Findings.Case> left = new ArrayDeque<>();
    private final SortedSet<NodeId> waitingFor = new TreeSet<>();
    private final SortedMap<NodeId, SortedMap<Integer, Long>> segments = new TreeMap<>();
    private final SortedMap<NodeId, SortedMap<Key, Long>> keys = new TreeMap<>();
    private List<Scope.Segment> wanted = List.of();
    private SortedMap<Key, DifferingKey> differedBefore = new TreeMap<>();
    private Phase phase = Phase.SEGMENTS;
    private long settledNanos;

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
        nextPartition(now, out);
    }

    private void nextPartition(Now now, Outputs<?> out) {
        Findings.Case next = left.peek();
        if (next == null) {
            phase = Phase.DONE;
            return;
        }
        phase = Phase.SEGMENTS;
        segments.clear();
        Scope scope = new Scope.Segments(List.of(next.partition()));
        askOwners(correlation -> new SyncRequest.DescribeHoldings(correlation, scope, 0), now, out);
    }

    private void listKeys(Phase as, Now now, Outputs<?> out) {
        phase = as;
        keys.clear();
        askOwners(correlation -> new SyncRequest.ListKeys(correlation, wanted), now, out);
    }

    private void askOwners(LongFunction<SyncRequest> request, Now now, Outputs<?> out) {
        for (NodeId owner : kit.findings().ownersOf(left.getFirst().partition())) {
            if (kit.speaks(owner)) {
                waitingFor.add(owner);
                kit.correspondence().ask(owner, request, now, out);
            }
        }
        goOnWhenComplete(now, out);
    }

    @Override
    public void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        waitingFor.remove(from);
        switch (reply) {
            case SyncReply.HoldingsListed(_, var items, _) -> {
                SortedMap<Integer, Long> listed = segments.computeIfAbsent(from, _ -> new TreeMap<>());
                for (int i = 0; i < items.size(); i++) {
                    listed.put(Items.segmentOf(items.get(i)), items.get(i));
                }
            }
            case SyncReply.KeysListed(_, var listed) -> {
                SortedMap<Key, Long> held = keys.computeIfAbsent(from, _ -> new TreeMap<>());
                for (ListedKey key : listed) {
                    held.put(key.key(), key.digest());
                }
            }
            case SyncReply.Declined(_, var reason) -> kit.findings().decline(from, reason);
            case SyncReply.HoldingsSketched _,
                    SyncReply.ClocksShown _,
                    SyncReply.MissingSent _,
                    SyncReply.ObjectsSent _,
                    SyncReply.Inspected _,
                    SyncReply.KeyShown _ -> {}
        }
        goOnWhenComplete(now, out);
    }

    private void goOnWhenComplete(Now now, Outputs<?> out) {
        if (!waitingFor.isEmpty()) {
            return;
        }
        switch (phase) {
            case SEGMENTS -> {
                wanted = segmentsToList();
                if (wanted.isEmpty()) {
                    finish(List.of(), now, out);
                } else {
                    listKeys(Phase.KEYS, now, out);
                }
            }
            case KEYS -> {
                differedBefore = differing(keys);
                settledNanos = now.nanosAfterMillis(kit.settings().settleMillis());
                phase = Phase.SETTLING;
            }
            case KEYS_AGAIN -> {
                List<DifferingKey> lasting = new ArrayList<>(differing(keys).values());
                lasting.removeIf(key -> !key.equals(differedBefore.get(key.key())));
                finish(lasting.subList(0, Math.min(kit.settings().keysMax(), lasting.size())), now, out);
            }
            case SETTLING, DONE -> {}
        }
    }

    private void finish(List<DifferingKey> named, Now now, Outputs<?> out) {
        left.remove().name(List.copyOf(named));
        nextPartition(now, out);
    }

    private List<Scope.Segment> segmentsToList() {
        Findings.Case partition = left.getFirst();
        SortedSet<Integer> found = new TreeSet<>(partition.flawedSegments());
        SortedSet<Integer> all = new TreeSet<>();
        segments.values().forEach(listed -> all.addAll(listed.keySet()));
        for (Integer segment : all) {
            long sums = segments.values().stream()
                    .map(listed -> listed.getOrDefault(segment, 0L))
                    .distinct()
                    .count();
            if (sums > 1) {
                found.add(segment);
            }
        }
        return found.stream()
                .limit(kit.settings().segmentsMax())
                .map(segment -> new Scope.Segment(partition.partition(), segment))
                .toList();
    }

    /// Keys of which not all who answered hold the same.
    private static SortedMap<Key, DifferingKey> differing(SortedMap<NodeId, SortedMap<Key, Long>> keys) {
        SortedSet<Key> all = new TreeSet<>();
        keys.values().forEach(held -> all.addAll(held.keySet()));
        SortedMap<Key, DifferingKey> differing = new TreeMap<>();
        for (Key key : all) {
            SortedMap<NodeId, @Nullable Long> digests = new TreeMap<>();
            for (Map.Entry<NodeId, SortedMap<Key, Long>> held : keys.entrySet()) {
                digests.put(held.getKey(), held.getValue().get(key));
            }
            if (digests.values().stream().distinct().count() > 1) {
                differing.put(key, new DifferingKey(key, digests));
            }
        }
        return differing;
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        if (phase == Phase.SETTLING && now.hasReached(settledNanos)) {
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
