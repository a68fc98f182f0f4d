package io.murmur.storage;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.storage.backup.DatabaseCheck;
import io.murmur.storage.backup.Manifest;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.LogAudit;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Copies the volume of a stopped node, and tells whether a copy is still what it was.
///
/// The files are copied byte for byte, synced, and read back: as they lie in the copy, every block, record and
/// snapshot is checked. A manifest with their checksums is written last; without it the copy is no backup. A backup
/// put in place of a volume is opened only when the operator accepts the loss of what was written since
/// (`src/docs/operations.md`): it knows nothing of the dots its node has used after it was made.
public final class Backup {

    static final String MANIFEST = "backup";

    private static final int BUFFER_BYTES = 1 << 20;

    private Backup() {}

    /// How a copy or a check ended.
    public sealed interface Outcome {

        /// The backup is whole.
        record Whole(Summary summary) implements Outcome {}

        /// There is no backup that could be trusted.
        ///
        /// @param sentence what happened and what to do
        record Refused(String sentence) implements Outcome {}
    }

    /// What a backup holds.
    ///
    /// @param content rows by kind, and the chain number of the last write
    /// @param files how many, the manifest apart
    /// @param bytes of these files together
    public record Summary(NodeId node, long incarnation, DatabaseCheck.Content content, int files, long bytes) {}

    /// Copies the volume in `volume` to `target`, a folder that does not exist yet or is empty. The node must be
    /// stopped; nothing of the volume is changed. What was copied is deleted again if it proves damaged.
    public static Outcome copy(Path volume, Path target) throws IOException {
        Path from = volume.toAbsolutePath().normalize();
        Path to = target.toAbsolutePath().normalize();
        String objection = objectionTo(from, to);
        if (objection != null) {
            return new Outcome.Refused(objection);
        }
        try (FileChannel lock = Volume.lock(from)) {
            return lock == null
                    ? new Outcome.Refused(
                            "a process uses the volume " + volume + "; stop the node before you copy its volume.")
                    : copyLocked(from, to);
        }
    }

    private static @Nullable String objectionTo(Path from, Path to) throws IOException {
        if (!Files.exists(from.resolve(Volume.IDENTITY))) {
            return from + " is no volume: it has no identity file. Name the data folder of a node.";
        }
        if (Files.exists(from.resolve(MANIFEST))) {
            return from + " is a backup itself. Copy it with any tool, or name the data folder of a node.";
        }
        if (to.startsWith(from) || from.startsWith(to)) {
            return "the backup " + to + " and the volume " + from + " lie in each other. Name a folder elsewhere.";
        }
        if (Files.exists(to) && (!Files.isDirectory(to) || !isEmpty(to))) {
            return to + " is not empty. Name a folder that does not exist yet, or an empty one.";
        }
        return null;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static Outcome copyLocked(Path from, Path to) throws IOException {
        List<Manifest.Entry> files = new ArrayList<>();
        Files.createDirectories(to);
        for (Path file : filesOf(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            files.add(copyFile(file, copy, nameOf(from, file)));
        }
        syncFolders(to);
        return switch (judge(to, files)) {
            case Outcome.Whole whole -> {
                writeManifest(to, whole.summary(), files);
                yield whole;
            }
            case Outcome.Refused(String reason) -> {
                Folders.delete(to);
                yield new Outcome.Refused("the volume " + from + " cannot be backed up: " + reason
                        + ". Replace this node, or put an older backup in its place.");
            }
        };
    }

    private static void writeManifest(Path to, Summary summary, List<Manifest.Entry> files) throws IOException {
        long chain = summary.content().chain();
        Manifest manifest = new Manifest(summary.node(), summary.incarnation(), chain, files);
        new DurableFile(to.resolve(MANIFEST)).write(manifest.encode());
        DurableFile.syncFolder(to.getParent());
    }

    /// All that belongs to a volume: not its lock, not what a process would make anew, not the manifest.
    private static List<Path> filesOf(Path folder) throws IOException {
        return Folders.filesIn(folder).stream()
                .filter(file -> belongs(nameOf(folder, file)))
                .toList();
    }

    private static boolean belongs(String name) {
        return !name.equals(Volume.LOCK)
                && !name.equals(MANIFEST)
                && !name.equals("db/LOCK")
                && !name.startsWith("db/LOG")
                && !name.startsWith("db.new/")
                && !name.endsWith(".new");
    }

    private static String nameOf(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static Manifest.Entry copyFile(Path from, Path to, String name) throws IOException {
        CRC32C checksum = new CRC32C();
        long bytes = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (in.read(buffer.clear()) >= 0) {
                checksum.update(buffer.flip());
                bytes += buffer.limit();
                buffer.rewind();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        }
        return new Manifest.Entry(name, bytes, (int) checksum.getValue());
    }

    private static void syncFolders(Path folder) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.walk(folder)) {
            folders = found.filter(Files::isDirectory).toList();
        }
        for (Path each : folders) {
            DurableFile.syncFolder(each);
        }
    }

    /// Reads all of a backup and compares it with its manifest. Changes nothing.
    public static Outcome verify(Path backup) throws IOException {
        Path folder = backup.toAbsolutePath().normalize();
        try {
            byte[] stored = new DurableFile(folder.resolve(MANIFEST)).read();
            if (stored == null) {
                return new Outcome.Refused(folder + " is no whole backup: it has no manifest. Make it again.");
            }
            int format = Manifest.formatOf(stored);
            if (format != Manifest.FORMAT) {
                String unknown = new UnknownFormatException("backup", format, Manifest.FORMAT).getMessage();
                return new Outcome.Refused(unknown + ".");
            }
            Outcome outcome = judge(folder, Manifest.decode(stored).files());
            return outcome instanceof Outcome.Refused(String reason) ? damaged(folder, reason) : outcome;
        } catch (DurableFile.RottenFile | MalformedBytes rotten) {
            return damaged(folder, rotten.getMessage());
        }
    }

    private static Outcome damaged(Path folder, @Nullable String reason) {
        return new Outcome.Refused("the backup " + folder + " is damaged: " + reason
                + ". Do not put it in place; take another one, or replace the node.");
    }

    /// Whether `folder` holds exactly `files`, and what is in them is sound; if not, the bare reason.
    private static Outcome judge(Path folder, List<Manifest.Entry> files) throws IOException {
        String difference = differenceOf(folder, files);
        if (difference != null) {
            return new Outcome.Refused(difference);
        }
        try {
            return judgeContent(folder, files);
        } catch (StorageFailure | UnknownFormatException | DurableFile.RottenFile | MalformedBytes failed) {
            return new Outcome.Refused(String.valueOf(failed.getMessage()));
        }
    }

    private static Outcome judgeContent(Path folder, List<Manifest.Entry> files) throws IOException {
        byte[] stored = new DurableFile(folder.resolve(Volume.IDENTITY)).read();
        if (stored == null) {
            return new Outcome.Refused("the identity file is missing");
        }
        Identity identity = Identity.decode(stored);
        Path databaseFolder = folder.resolve(Volume.DATABASE);
        LogAudit.Hole hole = LogAudit.holeIn(databaseFolder, StorageSettings.DEFAULT);
        if (hole != null) {
            return new Outcome.Refused(VolumeOpener.holeSentence(hole));
        }
        try (Database database = Database.openReadOnly(databaseFolder, StorageSettings.DEFAULT)) {
            DatabaseCheck.Content content = DatabaseCheck.of(database, SnapshotStore::isWhole);
            return content.chain() < identity.chainFloor()
                    ? new Outcome.Refused(VolumeOpener.rolledBackSentence(identity, content.chain()))
                    : whole(identity, content, files);
        }
    }

    private static Outcome whole(Identity identity, DatabaseCheck.Content content, List<Manifest.Entry> files) {
        long bytes = files.stream().mapToLong(Manifest.Entry::bytes).sum();
        return new Outcome.Whole(new Summary(identity.node(), identity.incarnation(), content, files.size(), bytes));
    }

    private static @Nullable String differenceOf(Path folder, List<Manifest.Entry> files) throws IOException {
        for (Manifest.Entry file : files) {
            Path path = folder.resolve(file.name());
            if (!Files.isRegularFile(path)) {
                return "the file " + file.name() + " is missing";
            }
            if (Files.size(path) != file.bytes() || checksumOf(path) != file.checksum()) {
                return "the bytes of " + file.name() + " are not those that were copied";
            }
        }
        var listed = files.stream().map(Manifest.Entry::name).collect(Collectors.toSet());
        return filesOf(folder).stream()
                .map(file -> nameOf(folder, file))
                .filter(name -> !listed.contains(name))
                .findFirst()
                .map(name -> "the file " + name + " does not belong to it")
                .orElse(null);
    }

    private static int checksumOf(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(buffer.clear()) >= 0) {
                checksum.update(buffer.flip());
            }
        }
        return (int) checksum.getValue();
    }
}
