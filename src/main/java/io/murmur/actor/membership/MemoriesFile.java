package io.murmur.actor.membership;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this node remembers of the others' volumes, in a file that is replaced whole. Nothing depends on it but that
/// the others learn of a loss: a file that cannot be read or written is said and lived with. Thread-safe.
public final class MemoriesFile {

    /// What the file is called in its volume.
    public static final String NAME = "memories";

    private static final Logger LOG = LoggerFactory.getLogger(MemoriesFile.class);

    private final DurableFile file;

    /// @param file [#NAME] of the node's volume
    public MemoriesFile(DurableFile file) {
        this.file = file;
    }

    /// What was kept last.
    public synchronized VolumeMemories read() {
        try {
            byte[] kept = file.read();
            return kept == null ? VolumeMemories.NONE : VolumeMemories.decode(kept);
        } catch (IOException | MalformedBytes unreadable) {
            LOG.warn(
                    "{} cannot be read, so this node does not know how far the other volumes had come: {}",
                    file.path(),
                    unreadable.getMessage());
            return VolumeMemories.NONE;
        }
    }

    /// Keeps `memories`; returns at once, since nobody waits for it.
    public void keep(VolumeMemories memories) {
        Thread.ofVirtual().name("murmur-memories").start(() -> write(memories));
    }

    private synchronized void write(VolumeMemories memories) {
        try {
            file.write(memories.encode());
        } catch (IOException failed) {
            LOG.warn("{} cannot be written: {}", file.path(), failed.getMessage());
        }
    }
}
