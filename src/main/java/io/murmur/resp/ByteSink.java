package io.murmur.resp;

/// Where encoded bytes go: a buffer that grows. Not thread-safe.
public interface ByteSink {

    void put(int value);

    void put(byte[] bytes, int offset, int length);
}
