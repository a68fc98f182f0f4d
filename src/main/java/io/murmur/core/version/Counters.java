package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.MalformedBytes;

/// Reads counters from foreign bytes.
final class Counters {

    private Counters() {}

    static long readPositive(BytesReader in) {
        long counter = in.varint();
        if (counter <= 0) {
            throw new MalformedBytes("a counter is " + counter + ", counters start at 1");
        }
        return counter;
    }
}
