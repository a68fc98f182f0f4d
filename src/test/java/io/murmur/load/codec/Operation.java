package io.murmur.load.codec;

/// What one request does to one key.
public enum Operation {
    SET,
    GET
}
