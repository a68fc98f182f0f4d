package io.murmur.core.entropy.answer;

import io.murmur.core.machine.Key;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.value.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of this node's table, as they are when they are asked for.
public interface Holdings {

    /// The object of a key; [StoredObject#ABSENT] if there is none, null if what is there cannot be trusted.
    @Nullable
    StoredObject object(int partition, Key key);

    /// The keys of one segment with the digests of their objects. Of a segment that cannot be read, what can.
    HeldSegment segment(int partition, int segment);

    /// The digest the index has of a key's object; 0 if the key is not there, or its row cannot be read.
    long digest(int partition, Key key);

    /// The keys of one segment.
    ///
    /// @param next the next segment that holds a key, or one before it
    /// @param isWhole whether all of it could be read
    record HeldSegment(List<HeldKey> keys, int next, boolean isWhole) {
        public HeldSegment {
            keys = List.copyOf(keys);
        }

        /// What the segment of a tree that fits these keys says.
        public long sum() {
            long sum = 0;
            for (HeldKey key : keys) {
                sum += MerkleTree.itemOf(key.key().hash(), key.digest());
            }
            return sum;
        }
    }

    /// A key that is held.
    ///
    /// @param digest over the whole object, as the index has it
    /// @param endsAt wall milliseconds from which it shows no value, as in [IndexRow]
    record HeldKey(Key key, long digest, long endsAt) {}
}
