package io.murmur.core.merkle;

/// Spreads numbers over all 64 bits.
///
/// Source: Stafford's variant 13 of MurmurHash3's finaliser, as in SplitMix64 (Steele, Lea, Flood, 2014).
final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static long mix(long left, long right) {
        return mix(mix(left) ^ right);
    }
}
