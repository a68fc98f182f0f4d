package io.murmur.metrics;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.murmur.metrics.source.DoorSource;
import io.murmur.metrics.source.ExchangeSource;
import io.murmur.metrics.source.FrameSource;
import io.murmur.metrics.source.HandoffSource;
import io.murmur.metrics.source.NodeSource;
import io.murmur.metrics.source.PullSource;
import io.murmur.metrics.source.PurgeSource;
import io.murmur.metrics.source.ScrubSource;
import io.murmur.metrics.source.StorageSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// All metrics of one node. Rooms are bound as they start; what is not bound is not on the page. Safe to use
/// from any thread.
public final class NodeMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Bindings bindings = new Bindings(registry);
    private final OperationMetrics operations = new OperationMetrics(registry);
    private final DelayMetrics delays = new DelayMetrics(registry);
    private final JvmMetrics jvm = new JvmMetrics(registry);
    private final RateWindow reads = new RateWindow();
    private final RateWindow writes = new RateWindow();

    /// Times operations; [MeasuredOperations] feeds it.
    public OperationMetrics operations() {
        return operations;
    }

    /// Where the time of operations goes; [MeasuredOperations] feeds it.
    public DelayMetrics delays() {
        return delays;
    }

    /// Once a second, from a timer that is there anyway: without it the rates stay 0.
    ///
    /// @param nowNanos monotonic nanoseconds
    public void tick(long nowNanos) {
        reads.sample(nowNanos, operations.reads());
        writes.sample(nowNanos, operations.writes());
    }

    /// Reads that succeeded, over the last ten seconds.
    public double readsPerSecond() {
        return reads.perSecond();
    }

    /// Writes that succeeded, over the last ten seconds.
    public double writesPerSecond() {
        return writes.perSecond();
    }

    public void bindNode(NodeSource node) {
        bindings.gauge(
                "murmur.ready",
                "1 when this node serves, else 0",
                () -> node.ready().getAsBoolean() ? 1 : 0);
        bindings.gauge("murmur.peers", "Other members of the cluster", asDouble(node.peers()));
        bindings.gauge(
                "murmur.peers.reachable",
                "Other members this node was in touch with lately",
                asDouble(node.peersReachable()));
        bindings.gauge(
                "murmur.placement.epoch",
                "Epoch of the placement this node uses, 0 while it has none",
                asDouble(node.placementEpoch()));
        bindings.gauge(
                "murmur.partitions.short",
                "Partitions with fewer owners available than writes need, as this node sees it",
                asDouble(node.partitionsShort()));
        bindings.gauge("murmur.keys", "Living keys in the partitions this node owns", asDouble(node.keys()));
        bindings.gauge(
                "murmur.keys.first",
                "Living keys in the partitions this node is the first owner of",
                asDouble(node.keysFirst()));
        bindings.seconds(
                "murmur.clock.lead",
                "How far the clock of this node runs ahead of its peers'",
                node.clockLeadSeconds());
    }

    public void bindExchanges(ExchangeSource exchanges) {
        String ended = "Exchanges, which follow an announcement of another node that differs from what this one holds, "
                + "by how they ended";
        bindings.counter("murmur.exchanges", ended, new Bindings.Tag("result", "done"), exchanges.ended());
        bindings.counter("murmur.exchanges", ended, new Bindings.Tag("result", "broken_off"), exchanges.givenUp());
        bindings.counter(
                "murmur.exchange.differing",
                "Partitions that differed when an exchange began, each time one did",
                exchanges.differing());
        String fetched = "Objects fetched from other nodes: clocks told that they were missing, or trees that they "
                + "differed although clocks did not";
        bindings.counter("murmur.exchange.fetched", fetched, new Bindings.Tag("by", "clocks"), exchanges.byClocks());
        bindings.counter("murmur.exchange.fetched", fetched, new Bindings.Tag("by", "trees"), exchanges.byTrees());
        bindings.bytesCounter("murmur.exchange.fetched", "Bytes of fetched objects", exchanges.bytes());
        bindings.seconds(
                "murmur.exchange.agreement.age",
                "Since this node and each other one held the same of every partition that both own",
                exchanges.agreementAgeSeconds());
    }

    /// Shows how far the other owners are behind with passive writes.
    public void bindPulls(PullSource pulls) {
        bindings.seconds(
                "murmur.pull.behind",
                "Since the first passive write of this node that another owner has not fetched",
                pulls.behindSeconds());
        Timer lag = Timer.builder("murmur.pull.lag")
                .description("From a passive write of this node until another owner had it on its disk")
                .register(registry);
        pulls.lags().accept(nanos -> lag.record(nanos, TimeUnit.NANOSECONDS));
    }

    /// Shows how old what this node knows of the others is.
    ///
    /// @param oldestSeconds of the node that was heard of longest ago
    public void bindGossip(DoubleSupplier oldestSeconds) {
        bindings.seconds(
                "murmur.gossip.oldest", "Since the node that was heard of longest ago said how it is", oldestSeconds);
    }

    /// Shows what becomes of deleted keys.
    public void bindPurge(PurgeSource purge) {
        bindings.counter("murmur.purge.keys", "Deleted keys that this node had all owners forget", purge.purged());
        bindings.counter(
                "murmur.purge.deferred",
                "Tries that were given up because an owner did not hold the same, or did not answer",
                purge.deferred());
        bindings.gauge(
                "murmur.purge.waiting",
                "Deleted keys this node is to purge: those it knows of just now",
                asDouble(purge.waiting()));
    }

    /// Shows what is kept for owners that could not be reached.
    public void bindHandoff(HandoffSource handoff) {
        bindings.gauge(
                "murmur.handoff.waiting",
                "Keys with a value that this node keeps for owners that could not be reached",
                asDouble(handoff.kept()));
        bindings.counter(
                "murmur.handoff.keys", "Keys that this node kept until their owners held them", handoff.broughtHome());
    }

    /// Shows what scrub has read and found.
    public void bindScrub(ScrubSource scrub) {
        bindings.counter("murmur.scrub.rows", "Rows read to find what is not as it was written", scrub.rows());
        bindings.bytesCounter("murmur.scrub.read", "Bytes of their objects", scrub.bytes());
        scrub.found()
                .forEach((kind, count) -> bindings.counter(
                        "murmur.scrub.flaws",
                        "Rows and segments that are not as they were written, each time one was met",
                        new Bindings.Tag("kind", kind),
                        count));
        bindings.gauge(
                "murmur.restore.waiting",
                "Keys whose rows are not as they were written and wait to be restored from other owners",
                asDouble(scrub.restoring()));
        bindings.counter("murmur.restore.keys", "Keys whose rows were restored from other owners", scrub.restored());
        bindings.counter(
                "murmur.restore.lost.events",
                "Events of restored keys that no other owner held: lost, unless they were never acknowledged",
                scrub.lost());
        bindings.seconds(
                "murmur.scrub.age",
                "Since the partition for which that is longest ago was read whole, or since the start",
                scrub.ageSeconds());
    }

    public void bindDoor(DoorSource door) {
        bindings.gauge("murmur.redis.connections", "Connections of clients open now", asDouble(door.connections()));
        bindings.counter("murmur.redis.connections.accepted", "Connections of clients taken", door.accepted());
        bindings.counter(
                "murmur.redis.connections.rejected",
                "Connections refused because there were too many",
                door.rejected());
        String closed = "Connections closed by this node: garbage did not speak the protocol, stalled did not read "
                + "its answers or held too much memory";
        bindings.counter("murmur.redis.connections.cut", closed, new Bindings.Tag("reason", "garbage"), door.garbage());
        bindings.counter("murmur.redis.connections.cut", closed, new Bindings.Tag("reason", "stalled"), door.cut());
        bindings.counter("murmur.redis.commands", "Commands taken in", door.commands());
        bindings.counter("murmur.redis.errors", "Commands answered with an error", door.errors());
        bindings.bytesCounter("murmur.redis.received", "Bytes received from clients", door.bytesIn());
        bindings.bytesCounter("murmur.redis.sent", "Bytes sent to clients", door.bytesOut());
    }

    public void bindFrames(FrameSource frames) {
        FrameSource.Traffic out = frames.sent();
        bindings.counter("murmur.frames.sent", "Frames sent to other nodes", out.frames());
        bindings.counter("murmur.messages.sent", "Messages in frames sent to other nodes", out.messages());
        bindings.counter("murmur.frames.sent.bytes", "Bytes of frames sent to other nodes", out.bytes());
        FrameSource.Traffic in = frames.received();
        bindings.counter("murmur.frames.received", "Frames of other nodes that were taken", in.frames());
        bindings.counter("murmur.messages.received", "Messages in frames that were taken", in.messages());
        bindings.counter("murmur.frames.received.bytes", "Bytes of frames that were taken", in.bytes());
        byReason(
                "murmur.frames.dropped",
                "Frames of other nodes that were not taken, by reason",
                frames.droppedFrames());
        byReason(
                "murmur.messages.dropped",
                "Messages neither sent nor handed over, by reason",
                frames.droppedMessages());
    }

    private void byReason(String name, String description, Map<String, LongSupplier> counters) {
        counters.forEach(
                (reason, counter) -> bindings.counter(name, description, new Bindings.Tag("reason", reason), counter));
    }

    public void bindStorage(StorageSource storage) {
        bindings.timer(
                "murmur.storage.commit",
                "Writes to the database, syncs included",
                storage.commits(),
                storage.commitNanos());
        bindings.counter("murmur.storage.requests", "Requests carried out by commits", storage.requests());
        bindings.counter("murmur.storage.syncs", "Commits that waited for the disk", storage.syncs());
        bindings.bytesCounter("murmur.storage.written", "Bytes of commits", storage.bytes());
        bindings.counter(
                "murmur.storage.damaged",
                "Rows of objects and index that were met and could not be trusted",
                storage.damaged());
        bindings.bytes("murmur.disk.free", "Free bytes of the file system of the volume", storage.freeBytes());
        bindings.bytes("murmur.disk.reserve", "Free bytes below which writes are refused", storage.reserveBytes());
    }

    private static DoubleSupplier asDouble(LongSupplier value) {
        return value::getAsLong;
    }

    /// The page in the text format of Prometheus, version 0.0.4.
    public String page() {
        return registry.scrape();
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }
}
