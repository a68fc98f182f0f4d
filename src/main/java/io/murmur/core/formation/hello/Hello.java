package io.murmur.core.formation.hello;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Message;
import io.murmur.core.ring.ClusterId;

/// How a member introduces itself to another.
///
/// @param self name, volume, incarnation and start of the process that says it
/// @param settingsVersion of the namespaces' settings it runs with
public record Hello(ClusterId cluster, Introduction self, long settingsVersion) implements Message {

    public void writeTo(BytesWriter out) {
        cluster.writeTo(out);
        self.writeTo(out);
        out.i64(settingsVersion);
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes end too early
    public static Hello readFrom(BytesReader in) {
        return new Hello(ClusterId.readFrom(in), Introduction.readFrom(in), in.i64());
    }
}
