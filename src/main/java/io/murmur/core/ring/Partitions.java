package io.murmur.core.ring;

import io.murmur.core.bytes.SlotHash;
import io.murmur.core.machine.Key;

/// How slots are cut into partitions: Q blocks of equal size, Q a power of two.
///
/// @param count Q, 1 to 16384
public record Partitions(int count) {

    public Partitions {
        if (count < 1 || count > SlotHash.SLOTS || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(
                    "the number of partitions is " + count + "; it must be a power of two from 1 to 16384");
        }
    }

    public int of(Key key) {
        return ofSlot(key.slot());
    }

    public int ofSlot(int slot) {
        return slot / slotsPer();
    }

    /// The first slot of a partition; its last is the one before the next partition's first.
    public int firstSlotOf(int partition) {
        return partition * slotsPer();
    }

    public int slotsPer() {
        return SlotHash.SLOTS / count;
    }
}
