package io.murmur.core.replicate.message;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// What a client wants.
public sealed interface ClientOperation extends Message {

    /// The key decides who coordinates.
    sealed interface OfKey extends ClientOperation {
        Key key();
    }

    /// Read a key.
    ///
    /// @param readOwners R for this request, 0 for the namespace's
    record Get(Key key, int readOwners) implements OfKey {}

    /// Write or delete a key, or say when its value ends.
    ///
    /// @param value null for a delete or an expiry
    /// @param end see [Lifetime]; without a value anything but [Lifetime#PLAIN] asks for an expiry
    /// @param context what the client knew; null for a plain write, which supersedes all acknowledged before it
    /// @param tries whether the client may have sent this operation before, or may do so later
    /// @param writeOwners W for this request, 0 for the namespace's
    record Put(
            Key key,
            @Nullable Value value,
            long end,
            @Nullable VersionVector context,
            OperationId operation,
            Tries tries,
            int writeOwners)
            implements OfKey {

        /// The same write on another way: whoever may send it again may have done so meanwhile.
        public Put delayed() {
            Tries now = tries == Tries.ONLY ? Tries.ONLY : Tries.AGAIN;
            return new Put(key, value, end, context, operation, now, writeOwners);
        }
    }

    /// List living keys of a partition in hash order (unsigned), from `fromHash` on.
    record List(int partition, long fromHash, int limit) implements ClientOperation {}

    /// Count the living keys of a partition.
    record Count(int partition) implements ClientOperation {}
}
