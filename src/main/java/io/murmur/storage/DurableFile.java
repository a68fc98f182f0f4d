package io.murmur.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A small file that is replaced whole: after a crash it holds the old bytes or the new ones, never a mixture.
///
/// Written to a temporary file, synced, renamed, and the folder synced. Ends with a CRC32C of all before it. Not
/// thread-safe.
public final class DurableFile {

    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private final Path path;

    public DurableFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /// The bytes last written; null if the file does not exist.
    ///
    /// @throws RottenFile when the checksum does not fit
    public byte @Nullable [] read() throws IOException {
        byte[] stored;
        try {
            stored = Files.readAllBytes(path);
        } catch (NoSuchFileException absent) {
            return null;
        }
        int length = stored.length - CHECKSUM_BYTES;
        if (length < 0 || ByteBuffer.wrap(stored, length, CHECKSUM_BYTES).getInt() != checksum(stored, length)) {
            throw new RottenFile(path);
        }
        return Arrays.copyOf(stored, length);
    }

    /// Replaces the content; durable when this returns.
    public void write(byte[] content) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        ByteBuffer buffer = ByteBuffer.allocate(content.length + CHECKSUM_BYTES);
        buffer.put(content).putInt(checksum(content, content.length)).flip();
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(path.toAbsolutePath().getParent());
    }

    static void syncFolder(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    /// The file is there, but its checksum does not fit.
    public static final class RottenFile extends IOException {

        private static final long serialVersionUID = 1L;

        RottenFile(Path path) {
            super("the checksum of " + path + " does not fit its bytes");
        }
    }
}
