package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.SlotHash;

/// A place in the order keys are listed in: by partition, then by hash. As a number it is the first slot of the
/// partition (14 bits) and the upper 50 bits of the hash; 0 is both the beginning and the end.
///
/// Clients keep cursors in 64 bits (go-redis, redis-cli), so the hash is cut: pages end where the cut hash
/// changes. A slot, not the number of a partition, so that a cursor outlives a change of how many partitions
/// there are.
///
/// @param slot 0 to 16383
/// @param hash unsigned, its lower 14 bits 0
record ScanCursor(int slot, long hash) {

    static final ScanCursor START = new ScanCursor(0, 0);

    private static final int HASH_BITS = 50;
    private static final int CUT_BITS = 64 - HASH_BITS;

    /// The part of a hash that a cursor can hold.
    static long cut(long hash) {
        return hash >>> CUT_BITS << CUT_BITS;
    }

    /// Reads what a client gives back.
    ///
    /// @throws MalformedBytes when it is no number of 64 bits
    static ScanCursor parse(String text) {
        try {
            long bits = Long.parseUnsignedLong(text);
            return new ScanCursor((int) (bits >>> HASH_BITS), bits << CUT_BITS);
        } catch (NumberFormatException _) {
            throw new MalformedBytes("invalid cursor");
        }
    }

    /// Whether the end has been reached: there is no such slot.
    boolean isEnd() {
        return slot >= SlotHash.SLOTS;
    }

    @Override
    public String toString() {
        return isEnd() ? "0" : Long.toUnsignedString((long) slot << HASH_BITS | hash >>> CUT_BITS);
    }
}
