package io.murmur.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.actor.coordinator.Asker;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hands operations to a coordinator that the test answers for, with a clock that the test moves.
final class MeasuredOperationsTest {

    private final NodeMetrics metrics = new NodeMetrics();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<Asker> waiting = new ArrayList<>();
    private final MeasuredOperations operations = new MeasuredOperations(
            (_, _, asker) -> waiting.add(asker), metrics.operations(), metrics.delays(), nanos::get);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void measuresFromHandInToAnswerAndPassesTheAnswerOn() {
        List<Outcome> answers = new ArrayList<>();
        operations.submit(new ClientOperation.Count(3), 1_000, (outcome, _) -> answers.add(outcome));
        assertEquals(1, metrics.operations().inFlight());
        nanos.addAndGet(2_000_000_000L);
        Outcome outcome = new Outcome.Counted(9);
        waiting.getFirst().answered(outcome, null);
        assertEquals(List.of(outcome), answers);
        assertEquals(0, metrics.operations().inFlight());
        assertEquals(2.0, sample("_sum", "count", "ok"));
    }

    @Test
    void tellsTheKindsApart() {
        List.of(
                        new ClientOperation.Get(key(), 0),
                        put(Value.of("v")),
                        put(null),
                        new ClientOperation.List(1, 0, 10),
                        new ClientOperation.Count(1))
                .forEach(operation -> operations.submit(operation, 1_000, (_, _) -> {}));
        waiting.forEach(answer -> answer.answered(new Outcome.Failed(Failure.TRY_AGAIN), null));
        for (String kind : List.of("get", "put", "delete", "list", "count")) {
            assertEquals(1.0, sample("_count", kind, "try_again"), kind);
        }
    }

    private double sample(String ending, String kind, String result) {
        String name = "murmur_operation_seconds";
        String tags = "{kind=\"" + kind + "\",result=\"" + result + "\"}";
        return PrometheusPage.parse(metrics.page()).sample(name, name + ending + tags);
    }

    private static Key key() {
        return Key.of("k");
    }

    private static ClientOperation put(@Nullable Value value) {
        return new ClientOperation.Put(
                key(), Mutation.of(value, Lifetime.PLAIN), null, new OperationId(1, 1), Tries.FIRST, 0);
    }
}
