package io.murmur.metrics;

import io.murmur.actor.coordinator.Operations;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Hands operations on, and measures how they went.
public final class MeasuredOperations implements Operations {

    private final Operations operations;
    private final OperationMetrics metrics;
    private final LongSupplier nanoClock;

    /// Measures what goes to `operations`.
    ///
    /// @param nanoClock monotonic nanoseconds
    public MeasuredOperations(Operations operations, OperationMetrics metrics, LongSupplier nanoClock) {
        this.operations = operations;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    @Override
    public void submit(ClientOperation operation, long timeoutMillis, Consumer<Outcome> answer) {
        OperationKind kind = OperationKind.of(operation);
        long began = nanoClock.getAsLong();
        metrics.begin();
        operations.submit(operation, timeoutMillis, outcome -> {
            metrics.end(kind, outcome, nanoClock.getAsLong() - began);
            answer.accept(outcome);
        });
    }
}
