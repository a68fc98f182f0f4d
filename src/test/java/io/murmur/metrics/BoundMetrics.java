package io.murmur.metrics;

import io.murmur.core.delay.Stage;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.NodeId;
import io.murmur.metrics.source.DoorSource;
import io.murmur.metrics.source.ExchangeSource;
import io.murmur.metrics.source.FrameSource;
import io.murmur.metrics.source.HandoffSource;
import io.murmur.metrics.source.NodeSource;
import io.murmur.metrics.source.PullSource;
import io.murmur.metrics.source.PurgeSource;
import io.murmur.metrics.source.ScrubSource;
import io.murmur.metrics.source.StorageSource;
import io.murmur.wire.DropReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// The metrics of a node with everything bound, each number another.
final class BoundMetrics {

    private BoundMetrics() {}

    static NodeMetrics create() {
        NodeMetrics metrics = new NodeMetrics();
        metrics.bindNode(
                new NodeSource(() -> true, () -> 2, () -> 1, () -> 7, () -> 4, () -> 300, () -> 100, () -> 0.25));
        metrics.bindDoor(new DoorSource(
                () -> 11, () -> 12, () -> 13, () -> 14, () -> 15, () -> 16, () -> 17, () -> 18, () -> 19));
        metrics.bindFrames(new FrameSource(
                new FrameSource.Traffic(() -> 21, () -> 41, () -> 42),
                new FrameSource.Traffic(() -> 22, () -> 43, () -> 44),
                dropped(),
                Map.of("expired", () -> 45, "unaddressed", () -> 46)));
        metrics.bindStorage(new StorageSource(
                () -> 31, () -> 32, () -> 33, () -> 34, () -> 3_500_000_000L, () -> 38, () -> 36, () -> 37));
        metrics.bindPulls(new PullSource(() -> 58, lags -> lags.accept(59)));
        metrics.bindGossip(() -> 81);
        metrics.bindExchanges(new ExchangeSource(() -> 51, () -> 52, () -> 53, () -> 54, () -> 55, () -> 56, () -> 57));
        metrics.bindPurge(new PurgeSource(() -> 71, () -> 72, () -> 73));
        metrics.bindHandoff(new HandoffSource(() -> 74, () -> 75));
        metrics.bindScrub(new ScrubSource(
                () -> 61,
                () -> 62,
                Map.of("object_unreadable", () -> 63, "index_unlike_tree", () -> 64),
                () -> 66,
                () -> 67,
                () -> 68,
                () -> 65));
        NodeId other = new NodeId(0xB);
        metrics.delays().name(other, "murmur-2");
        metrics.delays()
                .record(
                        OperationKind.PUT,
                        List.of(
                                new Stretch(Stage.LINK, other, 3_000_000),
                                new Stretch(Stage.REPLICA_QUEUE, other, 1_000_000),
                                new Stretch(Stage.REPLICA, other, 2_000_000),
                                new Stretch(Stage.DOOR, other, 500_000)));
        return metrics;
    }

    /// As many of each reason as its name has letters.
    private static Map<String, LongSupplier> dropped() {
        return Arrays.stream(DropReason.values())
                .collect(Collectors.toMap(
                        DropReason::text, reason -> () -> reason.text().length()));
    }
}
