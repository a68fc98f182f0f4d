package io.murmur.actor.entropy;

import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.audit.Audit;
import io.murmur.core.entropy.audit.AuditPlan;
import io.murmur.core.entropy.audit.AuditRefused;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditSettings;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

/// The audits under way that somebody asked this node for. Belongs to one [ExchangeActor].
final class Audits {

    private static final int RUNNING_MAX = 2;
    private static final long LASTS_MILLIS_MAX = 60_000;

    private final AuditSettings settings;
    private final LongUnaryOperator correlations;
    private final OutputRunner<ExchangeNotice> out;
    private final List<Running> running = new ArrayList<>();
    private long number;

    private record Running(Audit audit, CompletableFuture<AuditReport> report, long untilNanos) {}

    /// @param correlations the first correlation of each audit, by its number
    Audits(AuditSettings settings, LongUnaryOperator correlations, OutputRunner<ExchangeNotice> out) {
        this.settings = settings;
        this.correlations = correlations;
        this.out = out;
    }

    void start(AuditPlan plan, CompletableFuture<AuditReport> report, Now now) {
        if (running.size() >= RUNNING_MAX) {
            report.completeExceptionally(
                    new AuditRefused("this node already verifies for " + RUNNING_MAX + " others; try again later"));
            return;
        }
        Audit audit = new Audit(plan, settings, correlations.applyAsLong(++number));
        running.add(new Running(audit, report, now.nanosAfterMillis(LASTS_MILLIS_MAX)));
        audit.begin(now, out);
        finish(now);
    }

    void answered(NodeId from, SyncReply reply, Now now) {
        running.forEach(each -> each.audit().answered(from, reply, now, out));
        finish(now);
    }

    void tick(Now now) {
        running.forEach(each -> each.audit().tick(now, out));
        finish(now);
    }

    private void finish(Now now) {
        running.removeIf(each -> {
            if (each.audit().isDone()) {
                each.report().complete(each.audit().report());
            } else if (now.hasReached(each.untilNanos())) {
                each.report()
                        .completeExceptionally(new AuditRefused("not done within " + LASTS_MILLIS_MAX / 1_000
                                + " s; verify fewer partitions at a time"));
            }
            return each.report().isDone();
        });
    }
}
