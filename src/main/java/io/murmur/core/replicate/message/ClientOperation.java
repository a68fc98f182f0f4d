package io.murmur.core.replicate.message;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// What a client wants.
public sealed interface ClientOperation extends Message {

    /// Whether it may change something.
    default boolean isWrite() {
        return false;
    }

    /// The key decides who coordinates.
    sealed interface OfKey extends ClientOperation {
        Key key();

        /// W of a write for this request, 0 for the namespace's.
        default int writeOwners() {
            return 0;
        }

        /// R of a read for this request, 0 for the namespace's.
        default int readOwners() {
            return 0;
        }

        /// The same on another way, on which it may come late.
        default OfKey delayed() {
            return this;
        }
    }

    /// Read a key.
    ///
    /// @param readOwners R for this request, 0 for the namespace's
    record Get(Key key, int readOwners) implements OfKey {}

    /// Change a key.
    ///
    /// @param known what the client knew; null for a plain write, which supersedes all acknowledged before it
    /// @param tries whether the client may have sent this operation before, or may do so later. An increment, or
    ///     a change of elements, is sent once only: of two coordinators each would carry it out
    /// @param writeOwners W for this request, 0 for the namespace's
    record Put(Key key, Mutation mutation, @Nullable Known known, OperationId operation, Tries tries, int writeOwners)
            implements OfKey {

        public Put {
            Invariant.check(
                    tries == Tries.ONLY || mutation.isOfWholeKey(), "increments and changes of elements are sent once");
        }

        @Override
        public boolean isWrite() {
            return true;
        }

        /// The same write on another way: whoever may send it again may have done so meanwhile.
        @Override
        public Put delayed() {
            Tries now = tries == Tries.ONLY ? Tries.ONLY : Tries.AGAIN;
            return new Put(key, mutation, known, operation, now, writeOwners);
        }
    }

    /// An operation of a client that has seen other events of the partition before: what is read is not older than
    /// they are, and what is written supersedes what was seen of its key.
    ///
    /// @param seen up to which event of each actor
    record InSession(OfKey operation, VersionVector seen) implements OfKey {

        public InSession {
            Invariant.check(!(operation instanceof InSession), "an operation is in one session");
        }

        @Override
        public Key key() {
            return operation.key();
        }

        @Override
        public boolean isWrite() {
            return operation.isWrite();
        }

        @Override
        public int writeOwners() {
            return operation.writeOwners();
        }

        @Override
        public int readOwners() {
            return operation.readOwners();
        }

        @Override
        public OfKey delayed() {
            return new InSession(operation.delayed(), seen);
        }
    }

    /// List living keys of a partition in hash order (unsigned), from `fromHash` on, as R owners know them together.
    ///
    /// @param limit of keys that each owner lists; together they may be more
    record List(int partition, long fromHash, int limit) implements ClientOperation {}

    /// Count the living keys of a partition.
    record Count(int partition) implements ClientOperation {}
}
