package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that has as much under way as it may says so at once, does not carry out what it refused, and goes
/// on when it has room again.
final class OverloadTest {

    private static final int IN_FLIGHT_MAX = 4;

    @TempDir
    private Path folder;

    private static ClientOperation put(int number) {
        return new ClientOperation.Put(
                Key.of("key" + number),
                Mutation.set(Value.of("v")),
                null,
                new OperationId(1, number + 1),
                Tries.FIRST,
                0);
    }

    @Test
    void saysSoAtOnceAndRecovers() throws Exception {
        ReplicationLimits usual = ReplicationLimits.DEFAULT;
        var limits = new ReplicationLimits(
                IN_FLIGHT_MAX,
                usual.tickMillis(),
                usual.resendMillis(),
                usual.hedgeMillis(),
                usual.unaskedBytesMax(),
                usual.voidAttemptsMax());
        Trio trio = new Trio(folder, limits);
        try {
            trio.mute(0);
            List<CompletableFuture<Outcome>> waiting = IntStream.range(0, IN_FLIGHT_MAX)
                    .mapToObj(number -> trio.submit(0, put(number)))
                    .toList();
            assertEquals(new Outcome.Failed(Failure.OVERLOADED), trio.ask(0, put(IN_FLIGHT_MAX)));
            waiting.forEach(answer -> assertFalse(answer.isDone(), "those before it wait for the other owners"));

            trio.unmute();
            for (CompletableFuture<Outcome> answer : waiting) {
                assertInstanceOf(Outcome.Written.class, answer.join());
            }
            var refused = assertInstanceOf(
                    Outcome.Read.class, trio.ask(1, new ClientOperation.Get(Key.of("key" + IN_FLIGHT_MAX), 3)));
            assertFalse(refused.object().isKnown(), "what was refused was carried out");
            assertInstanceOf(Outcome.Written.class, trio.ask(0, put(IN_FLIGHT_MAX + 1)));
        } finally {
            trio.close();
        }
    }
}
