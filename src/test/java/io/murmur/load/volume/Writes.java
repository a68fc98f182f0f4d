package io.murmur.load.volume;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The endless sequence of writes of a run, so that any process knows what any other has written: write `index` goes
/// to a key and carries a value that both follow from the number. Each `keys` writes are one round, in which every
/// key is written once.
record Writes(int keys, int valueBytes) {

    static final int PARTITIONS = 256;

    private static final ActorId ACTOR = new ActorId(new NodeId(0x6D75726D7572L), 1);
    /// A prime: numbers a round's keys in another order than the last one's.
    private static final long STRIDE = 1_000_003;

    private static final Partitions LAYOUT = new Partitions(PARTITIONS);

    Key keyOf(long index) {
        return keyNumber(numberOf(index));
    }

    private int numberOf(long index) {
        long round = index / keys;
        return (int) ((index * STRIDE + round * 104_729) % keys);
    }

    /// The newest write of each key among writes 0 to `written` - 1, by the number of the key. Rounds differ in their
    /// order, so that any two of them in sequence hold all keys, but not any `keys` writes in sequence.
    ///
    /// @param written at least one round
    long[] newestOf(long written) {
        long[] newest = new long[keys];
        for (long index = Math.max(0, written - 2L * keys); index < written; index++) {
            newest[numberOf(index)] = index;
        }
        return newest;
    }

    static Key keyNumber(long number) {
        return Key.of("user:" + number);
    }

    static int partitionOf(Key key) {
        return LAYOUT.of(key);
    }

    StoredObject objectOf(long index) {
        byte[] value = new byte[Math.max(valueBytes, Long.BYTES)];
        new SplittableRandom(index).nextBytes(value);
        ByteBuffer.wrap(value).putLong(index);
        Dot dot = dotOf(index);
        return StoredObject.of(
                VersionVector.of(dot),
                List.of(new Sibling(dot, index, new OperationId(1, index), Value.ofOwned(value))),
                0);
    }

    static Dot dotOf(long index) {
        return new Dot(ACTOR, index + 1);
    }

    /// The write that made `row`; -1 if there is none.
    long indexOf(byte @Nullable [] row) {
        if (row == null) {
            return -1;
        }
        Value value = ObjectCodec.decode(row).siblings().getFirst().value();
        return ByteBuffer.wrap(Objects.requireNonNull(value).bytes()).getLong();
    }
}
