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
/// @param doors where clients reach it
/// @param volume how far its volume has come
/// @param contact how it stands to the receiver
public record Hello(
        ClusterId cluster, Introduction self, long settingsVersion, Doors doors, VolumeReport volume, Contact contact)
        implements Message {

    public void writeTo(BytesWriter out) {
        cluster.writeTo(out);
        self.writeTo(out);
        out.i64(settingsVersion);
        doors.writeTo(out);
        volume.writeTo(out);
        contact.writeTo(out);
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes are not a hello
    public static Hello readFrom(BytesReader in) {
        return new Hello(
                ClusterId.readFrom(in),
                Introduction.readFrom(in),
                in.i64(),
                Doors.readFrom(in),
                VolumeReport.readFrom(in),
                Contact.readFrom(in));
    }
}
