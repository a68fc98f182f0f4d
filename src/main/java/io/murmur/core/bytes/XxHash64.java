package io.murmur.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// XXH64, a fast non-cryptographic 64-bit hash.
///
/// Source: xxHash specification (XXH64), version 0.1.1. Written here because the core sees only the JDK.
public final class XxHash64 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private XxHash64() {}

    /// The hash of `length` bytes from `offset`, under `seed`.
    public static long hash(byte[] bytes, int offset, int length, long seed) {
        int end = offset + length;
        int position = offset;
        long hash;
        if (length >= STRIPE) {
            int stripesEnd = end - STRIPE;
            long a = seed + P1 + P2;
            long b = seed + P2;
            long c = seed;
            long d = seed - P1;
            while (position <= stripesEnd) {
                a = round(a, longAt(bytes, position));
                b = round(b, longAt(bytes, position + 8));
                c = round(c, longAt(bytes, position + 16));
                d = round(d, longAt(bytes, position + 24));
                position += STRIPE;
            }
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = mergeRound(mergeRound(mergeRound(mergeRound(hash, a), b), c), d);
        } else {
            hash = seed + P5;
        }
        return finish(bytes, position, end, hash + length);
    }

    private static long finish(byte[] bytes, int from, int end, long start) {
        long hash = start;
        int position = from;
        for (; position + 8 <= end; position += 8) {
            hash = Long.rotateLeft(hash ^ round(0, longAt(bytes, position)), 27) * P1 + P4;
        }
        if (position + 4 <= end) {
            hash = Long.rotateLeft(hash ^ ((int) INTS.get(bytes, position) & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
            position += 4;
        }
        for (; position < end; position++) {
            hash = Long.rotateLeft(hash ^ (bytes[position] & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ (hash >>> 33)) * P2;
        hash = (hash ^ (hash >>> 29)) * P3;
        return hash ^ (hash >>> 32);
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * P2, 31) * P1;
    }

    private static long mergeRound(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * P1 + P4;
    }

    private static long longAt(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position);
    }
}
