package io.murmur.core.value;

/// What a key holds, as its readers see it.
public enum KeyType {
    /// One value, or a number that was counted.
    STRING,
    /// Members without an order; of an addition and a removal that did not know each other the addition wins.
    SET,
    /// Fields, each with a value of its own.
    HASH,
    /// Members in the order of their scores.
    SORTED_SET
}
