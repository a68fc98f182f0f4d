package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.audit.AuditReport.Statement;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.version.PartitionClock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Looks at clocks and roots until those of each partition were equal once.
///
/// Asking all owners of what is left -> all have answered, or never will -> nothing is left, or patience is at
/// its end: Done; else Pausing -> Asking.
final class Comparing implements Step {

    private final Kit kit;
    private final SortedSet<Integer> left = new TreeSet<>();
    private final SortedSet<NodeId> waitingFor = new TreeSet<>();
    private final SortedMap<Integer, SortedMap<NodeId, Statement>> round = new TreeMap<>();
    private long untilNanos;
    private long againNanos;
    private boolean hasLooked;
    private boolean isDone;

    Comparing(Kit kit) {
        this.kit = kit;
        kit.findings().cases().forEach(each -> left.add(each.partition()));
    }

    @Override
    public void begin(Now now, Outputs<?> out) {
        askAll(now, out);
    }

    private void askAll(Now now, Outputs<?> out) {
        round.clear();
        SortedMap<NodeId, SortedSet<Integer>> owned = new TreeMap<>();
        for (Integer partition : left) {
            for (NodeId owner : kit.findings().ownersOf(partition)) {
                if (kit.speaks(owner)) {
                    owned.computeIfAbsent(owner, _ -> new TreeSet<>()).add(partition);
                }
            }
        }
        waitingFor.addAll(owned.keySet());
        for (Map.Entry<NodeId, SortedSet<Integer>> entry : owned.entrySet()) {
            List<Integer> partitions = List.copyOf(entry.getValue());
            kit.correspondence()
                    .ask(entry.getKey(), correlation -> new SyncRequest.ShowClocks(correlation, partitions), now, out);
        }
        judgeWhenComplete(now);
    }

    @Override
    public void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        waitingFor.remove(from);
        if (reply instanceof SyncReply.ClocksShown(_, var clocks)) {
            clocks.forEach(clock -> note(from, clock));
        } else if (reply instanceof SyncReply.Declined(_, var reason)) {
            kit.findings().decline(from, reason);
        }
        judgeWhenComplete(now);
    }

    private void note(NodeId from, ReplicaClock clock) {
        if (left.contains(clock.partition())) {
            PartitionClock applied = clock.clock();
            var said = new Statement(from, clock.epoch(), applied.digest(), applied.size(), clock.root());
            round.computeIfAbsent(clock.partition(), _ -> new TreeMap<>()).put(from, said);
            kit.findings().of(clock.partition()).state(said);
        }
    }

    private void judgeWhenComplete(Now now) {
        if (!waitingFor.isEmpty()) {
            return;
        }
        if (!hasLooked) {
            hasLooked = true;
            untilNanos = now.nanosAfterMillis(kit.settings().patienceMillis());
        }
        left.removeIf(this::isJudged);
        isDone = left.isEmpty() || now.hasReached(untilNanos);
        againNanos = now.nanosAfterMillis(kit.settings().pauseMillis());
    }

    private boolean isJudged(Integer partition) {
        var said = round.getOrDefault(partition, new TreeMap<>()).values();
        long states = said.stream().map(Comparing::withoutOwner).distinct().count();
        boolean all = said.size() == kit.findings().ownersOf(partition).size();
        if (states <= 1) {
            kit.findings().of(partition).judge(all ? Verdict.AGREED : Verdict.INCOMPLETE);
        }
        return states <= 1;
    }

    private static List<Long> withoutOwner(Statement said) {
        return List.of(said.epoch(), said.clock(), said.root());
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        if (waitingFor.isEmpty()) {
            if (!isDone && now.hasReached(againNanos)) {
                askAll(now, out);
            }
        } else if (waitingFor.removeIf(node -> !kit.speaks(node))) {
            judgeWhenComplete(now);
        }
    }

    @Override
    public boolean isDone() {
        return isDone;
    }
}
