package io.murmur.core.value.hyper;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// MurmurHash64A by Austin Appleby, as Redis hashes elements.
final class MurmurHash64 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long M = 0xc6a4a7935bd1e995L;
    private static final int R = 47;

    private MurmurHash64() {}

    static long hash(byte[] bytes, long seed) {
        long hash = seed ^ (bytes.length * M);
        int position = 0;
        for (; position + 8 <= bytes.length; position += 8) {
            long next = (long) LONGS.get(bytes, position) * M;
            next = (next ^ (next >>> R)) * M;
            hash = (hash ^ next) * M;
        }
        if (position < bytes.length) {
            long rest = 0;
            for (int i = bytes.length - 1; i >= position; i--) {
                rest = (rest << 8) | (bytes[i] & 0xFF);
            }
            hash = (hash ^ rest) * M;
        }
        hash = (hash ^ (hash >>> R)) * M;
        return hash ^ (hash >>> R);
    }
}
