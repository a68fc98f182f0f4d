package io.murmur.resp;

/// The version of the protocol replies are written in. Requests look the same in both.
public enum Protocol {
    RESP2(2),
    RESP3(3);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /// The number `HELLO` knows it by.
    public int number() {
        return number;
    }
}
