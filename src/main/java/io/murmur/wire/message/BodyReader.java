package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.machine.Message;

/// Reads the body of one kind of message. Stateless.
@FunctionalInterface
interface BodyReader<M extends Message> {

    /// Reads as much as the message has.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes are not such a message
    M read(BytesReader in);
}
