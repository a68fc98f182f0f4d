package io.murmur.core.formation.hello;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.formation.message.Introduction;

/// What one node remembers of the volume of another: a witness of how far it had come (guarantee G9). A volume that was
/// put back whole cannot tell by itself; those it talked to can.
///
/// @param incarnation of the volume
/// @param boot of the process that had come furthest
/// @param synced how far it had come, as in [VolumeReport]
public record VolumeMemory(long incarnation, long boot, long synced) {

    /// Nothing is remembered.
    public static final VolumeMemory NOTHING = new VolumeMemory(0, Contact.NOBODY, 0);

    /// Whether `process` runs on a volume that lacks what another process on it had synced: it was put back to an
    /// older state, before this start or an earlier one, or `process` is an earlier one whose words come late. A
    /// process that is told so of itself knows that the latter is not the case.
    public boolean contradicts(Introduction process, VolumeReport report) {
        return incarnation == process.incarnation()
                && boot != process.boot()
                && report.starts().lack(boot, synced);
    }

    /// What is remembered after `process` has spoken; not to be asked if this contradicts it.
    public VolumeMemory after(Introduction process, VolumeReport report) {
        boolean same = incarnation == process.incarnation() && boot == process.boot();
        return same && synced >= report.synced()
                ? this
                : new VolumeMemory(process.incarnation(), process.boot(), report.synced());
    }

    public void writeTo(BytesWriter out) {
        out.i64(incarnation).i64(boot).varint(synced);
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes end too early
    public static VolumeMemory readFrom(BytesReader in) {
        return new VolumeMemory(in.i64(), in.i64(), in.varint());
    }
}
