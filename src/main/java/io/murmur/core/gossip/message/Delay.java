package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;

/// How long a message to another node and its answer take.
///
/// @param micros of the round trip, smoothed; what waits in the inboxes of both is part of it
public record Delay(NodeId to, long micros) {

    static final int BYTES_MAX = 17;
    static final int BYTES_MIN = 9;

    void writeTo(BytesWriter out) {
        out.i64(to.bits()).varint(micros);
    }

    static Delay readFrom(BytesReader in) {
        return new Delay(new NodeId(in.i64()), Condition.amount(in));
    }
}
