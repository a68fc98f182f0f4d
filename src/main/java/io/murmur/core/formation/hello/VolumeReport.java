package io.murmur.core.formation.hello;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;

/// What a process says of its volume. How far a volume has come is the number of its last write that is surely on the
/// disk (its chain number): within one incarnation that never goes back.
///
/// @param starts of the processes on it in this incarnation, this one last
/// @param synced how far it has come now
/// @param answers whether the node's replicas answer and acknowledge; those of a volume that lost data, or may have,
///     only apply what they are sent
public record VolumeReport(VolumeStarts starts, long synced, boolean answers) {

    private static final int FLAG_ANSWERS = 1;

    /// The same, of a node whose replicas answer only if they are `entitled` to.
    public VolumeReport answeringIf(boolean entitled) {
        return entitled || !answers ? this : new VolumeReport(starts, synced, false);
    }

    void writeTo(BytesWriter out) {
        starts.writeTo(out);
        out.varint(synced).u8(answers ? FLAG_ANSWERS : 0);
    }

    static VolumeReport readFrom(BytesReader in) {
        VolumeStarts starts = VolumeStarts.readFrom(in);
        long synced = in.varint();
        int flags = in.u8();
        if ((flags & ~FLAG_ANSWERS) != 0) {
            throw new MalformedBytes("a hello says " + flags + " of a volume, which is not known to this version");
        }
        return new VolumeReport(starts, synced, flags == FLAG_ANSWERS);
    }
}
