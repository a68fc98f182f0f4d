package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One verification of some partitions: asks every owner, and comes to a verdict. See the picture in the
/// package comment. Lives for one verification.
public final class Audit implements Inquiry<AuditReport> {

    private final AuditPlan plan;
    private final Step.Kit kit;
    private Step step;
    private boolean isDone;

    /// An audit that has asked nobody yet.
    ///
    /// @param firstCorrelation this and the 2^32 behind it are this audit's
    public Audit(AuditPlan plan, AuditSettings settings, long firstCorrelation) {
        this.plan = plan;
        SortedSet<NodeId> nodes = new TreeSet<>();
        plan.partitions().forEach(partition -> nodes.addAll(plan.placement().ownersOf(partition)));
        this.kit = new Step.Kit(
                settings, new Correspondence(nodes, plan.away(), settings, firstCorrelation), new Findings(plan));
        this.step = new Comparing(kit);
    }

    @Override
    public void begin(Now now, Outputs<?> out) {
        step.begin(now, out);
        goOn(now, out);
    }

    @Override
    public void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        if (!isDone && kit.correspondence().isAnsweredBy(from, reply)) {
            step.answered(from, reply, now, out);
            goOn(now, out);
        }
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        if (!isDone) {
            kit.correspondence().tick(now, out);
            step.tick(now, out);
            goOn(now, out);
        }
    }

    private void goOn(Now now, Outputs<?> out) {
        while (!isDone && step.isDone()) {
            Step next = following();
            if (next == null) {
                isDone = true;
            } else {
                step = next;
                step.begin(now, out);
            }
        }
    }

    private @Nullable Step following() {
        return switch (step) {
            case Comparing _ when plan.reads() -> new Reading(kit);
            case Comparing _, Reading _ -> new Naming(kit);
            case Naming _ -> null;
        };
    }

    @Override
    public void breakOff() {
        if (step instanceof Reading reading) {
            reading.breakOff();
        } else if (step instanceof Comparing && plan.reads()) {
            kit.findings().cases().forEach(Findings.Case::leaveUnread);
        }
    }

    @Override
    public boolean isDone() {
        return isDone;
    }

    @Override
    public AuditReport report() {
        return kit.findings().report(kit.correspondence().silent(), isDone);
    }
}
