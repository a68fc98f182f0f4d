package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.ring.Placement;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Asks each owner of a key, once, what it knows of it. Lives for one question; not thread-safe.
public final class KeyAudit implements Inquiry<KeyReport> {

    private final Key key;
    private final int partition;
    private final List<NodeId> owners;
    private final Correspondence correspondence;
    private final SortedSet<NodeId> waitingFor = new TreeSet<>();
    private final SortedMap<NodeId, KeyReport.Shown> shown = new TreeMap<>();
    private final SortedMap<NodeId, Refusal> declined = new TreeMap<>();

    /// A question that was not asked yet.
    ///
    /// @param plan of which the placement and who is away count
    /// @param firstCorrelation this and the 2^32 behind it belong to it
    public KeyAudit(Key key, AuditPlan plan, AuditSettings settings, long firstCorrelation) {
        Placement placement = plan.placement();
        this.key = key;
        this.partition = placement.partitions().of(key);
        this.owners = placement.ownersOf(partition);
        this.correspondence = new Correspondence(owners, plan.away(), settings, firstCorrelation);
    }

    @Override
    public void begin(Now now, Outputs<?> out) {
        waitingFor.addAll(owners);
        waitingFor.removeIf(correspondence::isSilent);
        for (NodeId owner : List.copyOf(waitingFor)) {
            correspondence.ask(owner, correlation -> new SyncRequest.ShowKey(correlation, partition, key), now, out);
        }
    }

    @Override
    public void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        if (!correspondence.isAnsweredBy(from, reply)) {
            return;
        }
        waitingFor.remove(from);
        if (reply instanceof SyncReply.KeyShown(_, var object, var clock)) {
            shown.put(from, new KeyReport.Shown(from, object, clock));
        } else if (reply instanceof SyncReply.Declined(_, var reason)) {
            declined.put(from, reason);
        }
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        correspondence.tick(now, out);
        waitingFor.removeIf(correspondence::isSilent);
    }

    @Override
    public void breakOff() {
        // Who has not answered yet is missing in the report.
    }

    @Override
    public boolean isDone() {
        return waitingFor.isEmpty();
    }

    @Override
    public KeyReport report() {
        List<KeyReport.Shown> inOrder = owners.stream()
                .flatMap(owner ->
                        shown.values().stream().filter(each -> each.owner().equals(owner)))
                .toList();
        return new KeyReport(key, partition, inOrder, List.copyOf(correspondence.silent()), declined);
    }
}
