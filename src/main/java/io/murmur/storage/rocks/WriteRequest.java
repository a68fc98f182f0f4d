package io.murmur.storage.rocks;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One atomic write that waits for the committer.
///
/// @param operations what is written; null for a barrier, which completes when all before it are done
/// @param records where in the operations a journal record wants the chain number; offsets from their start
/// @param sync whether it is durable only on the synced disk
/// @param begun told on the committer's thread, in monotonic nanoseconds, when the disk begins with it
/// @param done completes on the committer's thread
public record WriteRequest(
        @Nullable WriteOperations operations,
        ChainPlaces records,
        boolean sync,
        LongConsumer begun,
        CompletableFuture<Void> done) {

    public static WriteRequest of(WriteOperations operations, ChainPlaces records, boolean sync) {
        return new WriteRequest(operations, records, sync, _ -> {}, new CompletableFuture<>());
    }

    public static WriteRequest barrier() {
        return new WriteRequest(null, ChainPlaces.NONE, false, _ -> {}, new CompletableFuture<>());
    }

    /// The same, with somebody who wants to know when the disk begins with it; must neither block nor throw.
    public WriteRequest whenBegun(LongConsumer told) {
        return new WriteRequest(operations, records, sync, told, done);
    }
}
