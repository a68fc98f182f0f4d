package io.murmur.actor.entropy;

import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.audit.Audit;
import io.murmur.core.entropy.audit.AuditPlan;
import io.murmur.core.entropy.audit.AuditRefused;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditSettings;
import io.murmur.core.entropy.audit.Inquiry;
import io.murmur.core.entropy.audit.KeyAudit;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/// The inquiries under way that somebody asked this node for. Belongs to one [ExchangeActor].
final class Audits {

    private static final int RUNNING_MAX = 4;
    /// HTTP connections on which nothing happens are closed after 30 s.
    private static final long LASTS_MILLIS_MAX = 25_000;

    private final AuditSettings settings;
    private final LongUnaryOperator correlations;
    private final OutputRunner<ExchangeNotice> out;
    private final List<Running<?>> running = new ArrayList<>();
    private long number;

    private record Running<R>(Inquiry<R> inquiry, CompletableFuture<R> report, long untilNanos, AtomicBoolean told) {

        /// Whoever waits makes a document of it, which is no work for this thread.
        void tell() {
            told.set(true);
            R found = inquiry.report();
            report.completeAsync(() -> found);
        }

        void finish(Now now) {
            if (!inquiry.isDone() && now.hasReached(untilNanos)) {
                inquiry.breakOff();
                tell();
            } else if (inquiry.isDone()) {
                tell();
            }
        }
    }

    /// @param correlations the first correlation of each audit, by its number
    Audits(AuditSettings settings, LongUnaryOperator correlations, OutputRunner<ExchangeNotice> out) {
        this.settings = settings;
        this.correlations = correlations;
        this.out = out;
    }

    void verify(AuditPlan plan, CompletableFuture<AuditReport> report, Now now) {
        start(first -> new Audit(plan, settings, first), report, now);
    }

    void explain(Key key, AuditPlan plan, CompletableFuture<KeyReport> report, Now now) {
        start(first -> new KeyAudit(key, plan, settings, first), report, now);
    }

    private <R> void start(LongFunction<Inquiry<R>> inquiries, CompletableFuture<R> report, Now now) {
        if (running.size() >= RUNNING_MAX) {
            report.completeExceptionally(
                    new AuditRefused("this node already does this for " + RUNNING_MAX + " others; try again later"));
            return;
        }
        Inquiry<R> inquiry = inquiries.apply(correlations.applyAsLong(++number));
        running.add(new Running<>(inquiry, report, now.nanosAfterMillis(LASTS_MILLIS_MAX), new AtomicBoolean()));
        inquiry.begin(now, out);
        finish(now);
    }

    void answered(NodeId from, SyncReply reply, Now now) {
        running.forEach(each -> each.inquiry().answered(from, reply, now, out));
        finish(now);
    }

    void tick(Now now) {
        running.forEach(each -> each.inquiry().tick(now, out));
        finish(now);
    }

    private void finish(Now now) {
        running.forEach(each -> each.finish(now));
        running.removeIf(each -> each.told().get() || each.report().isDone());
    }
}
