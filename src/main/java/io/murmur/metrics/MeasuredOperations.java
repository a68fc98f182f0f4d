package io.murmur.metrics;

import io.murmur.actor.coordinator.Asker;
import io.murmur.actor.coordinator.Operations;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stretch;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Hands operations on, and measures how they went.
public final class MeasuredOperations implements Operations {

    private final Operations operations;
    private final OperationMetrics metrics;
    private final DelayMetrics delays;
    private final LongSupplier nanoClock;

    /// Measures what goes to `operations`.
    ///
    /// @param nanoClock monotonic nanoseconds
    public MeasuredOperations(
            Operations operations, OperationMetrics metrics, DelayMetrics delays, LongSupplier nanoClock) {
        this.delays = delays;
        this.operations = operations;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    @Override
    public void submit(ClientOperation operation, long timeoutMillis, Asker asker) {
        OperationKind kind = OperationKind.of(operation);
        long began = nanoClock.getAsLong();
        metrics.begin();
        operations.submit(operation, timeoutMillis, new Asker() {
            @Override
            public void answered(Outcome outcome, @Nullable Itinerary itinerary) {
                metrics.end(kind, outcome, nanoClock.getAsLong() - began);
                asker.answered(outcome, itinerary);
            }

            @Override
            public boolean wantsDetail() {
                return asker.wantsDetail();
            }
        });
    }

    @Override
    public void delivered(ClientOperation operation, List<Stretch> path) {
        delays.record(OperationKind.of(operation), path);
        operations.delivered(operation, path);
    }
}
