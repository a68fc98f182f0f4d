package io.murmur.actor.membership;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The starts of processes on a volume, in a file that is replaced whole. Blocks.
public final class StartsFile {

    /// What the file is called in its volume.
    public static final String NAME = "starts";

    private static final Logger LOG = LoggerFactory.getLogger(StartsFile.class);
    private static final int FORMAT = 1;

    private final DurableFile file;

    /// @param file [#NAME] of the node's volume
    public StartsFile(DurableFile file) {
        this.file = file;
    }

    /// Adds a start, durable when this returns: to be done before the process writes anything else. A new incarnation
    /// begins anew.
    ///
    /// @return all that are kept
    public VolumeStarts add(long incarnation, VolumeStarts.Start start) throws IOException {
        VolumeStarts all = read(incarnation).with(start);
        BytesWriter out = new BytesWriter(256);
        out.u8(FORMAT).i64(incarnation);
        all.writeTo(out);
        file.write(out.toByteArray());
        return all;
    }

    private VolumeStarts read(long incarnation) throws IOException {
        try {
            byte[] bytes = file.read();
            return bytes == null ? VolumeStarts.NONE : decode(bytes, incarnation);
        } catch (DurableFile.RottenFile | MalformedBytes unreadable) {
            LOG.warn(
                    "{} cannot be read, so the others cannot tell whether this volume was put back before now: {}",
                    file.path(),
                    unreadable.getMessage());
            return VolumeStarts.NONE;
        }
    }

    private static VolumeStarts decode(byte[] bytes, long incarnation) {
        BytesReader in = new BytesReader(bytes);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("starts of format " + format + " are not known to this version");
        }
        long writtenAs = in.i64();
        VolumeStarts read = VolumeStarts.readFrom(in);
        in.expectEnd();
        return writtenAs == incarnation ? read : VolumeStarts.NONE;
    }
}
