package io.murmur.wire.message;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Message;

/// Writes the body of one kind of message. Stateless.
@FunctionalInterface
interface BodyWriter<M extends Message> {
    void write(M message, BytesWriter out);
}
