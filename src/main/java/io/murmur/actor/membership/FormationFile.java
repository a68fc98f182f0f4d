package io.murmur.actor.membership;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.machine.NodeId;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The formation record of a volume, in a file that is replaced whole. Blocks.
public final class FormationFile {

    /// What the file is called in its volume.
    public static final String NAME = "formation";

    private final DurableFile file;

    /// @param file [#NAME] of the node's volume
    public FormationFile(DurableFile file) {
        this.file = file;
    }

    /// What was written last; blank if nothing ever was.
    ///
    /// @throws IOException when it cannot be read, or not by this version: the volume is not blank then, and the
    ///     node must not start as if it were
    public FormationRecord read(String name, NodeId node) throws IOException {
        byte @Nullable [] bytes = file.read();
        if (bytes == null) {
            return FormationRecord.blank(name, node);
        }
        try {
            return FormationRecord.decode(bytes);
        } catch (MalformedBytes malformed) {
            throw new IOException(
                    file.path() + " cannot be read: " + malformed.getMessage()
                            + ". Start the version that wrote it, or bring back the volume",
                    malformed);
        }
    }

    /// Durable when it returns. A write that failed is never tried again: what is on the disk is unknown then.
    void write(FormationRecord record) throws IOException {
        file.write(record.encode());
    }
}
