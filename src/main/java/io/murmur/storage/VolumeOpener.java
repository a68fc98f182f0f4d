package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.storage.rocks.Committer;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.LogAudit;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.storage.rocks.WriteOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Opens a volume: lock, identity, log audit, database, chain. Each check refuses with a sentence that says
/// what to do.
///
/// Accepting a loss is three steps, each durable before the next: mark the volume as bootstrapping, give it a
/// new incarnation, forget what showed the loss. Wherever it stops, the next start notices the loss again.
final class VolumeOpener {

    /// There while data may be missing since a loss was accepted.
    static final String BOOTSTRAPPING = "bootstrapping";

    private static final String WHAT_TO_DO =
            ". Replace this node, or start it with --accept-loss to go on with what is left.";

    private static final String REPLACE = ". Replace this node, or put a backup in its place.";

    private static final long NO_FORMAT = 0;

    /// A database, and what it says of itself.
    ///
    /// @param format [#NO_FORMAT] if it says none
    private record Found(Database database, long format, long chain) {}

    private final Path folder;
    private final Path databaseFolder;
    /// Where a new database is made.
    private final Path unborn;
    private final StorageSettings settings;
    private final RandomGenerator random;
    private final Consumer<StorageFailure> fatal;
    private final DurableFile identityFile;
    /// There while data may be missing since an accepted loss.
    private final Path bootstrapping;
    /// There if the volume is a backup that was put in place.
    private final Path manifest;
    /// There if other nodes know a later state of the volume.
    private final Path putBack;

    VolumeOpener(Path folder, StorageSettings settings, RandomGenerator random, Consumer<StorageFailure> fatal) {
        this.folder = folder;
        this.databaseFolder = folder.resolve(Volume.DATABASE);
        this.unborn = folder.resolve("db.new");
        this.settings = settings;
        this.random = random;
        this.fatal = fatal;
        this.identityFile = new DurableFile(folder.resolve(Volume.IDENTITY));
        this.bootstrapping = folder.resolve(BOOTSTRAPPING);
        this.manifest = folder.resolve(Backup.MANIFEST);
        this.putBack = folder.resolve(Volume.PUT_BACK);
    }

    Opening open(boolean acceptLoss) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = Volume.lock(folder);
        if (lock == null) {
            return refuse(Opening.Reason.LOCKED, "another process uses the volume " + folder + "; stop it first.");
        }
        Opening opening;
        try {
            opening = openLocked(lock, acceptLoss);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
        if (opening instanceof Opening.Refused) {
            lock.close();
        }
        return opening;
    }

    private Opening openLocked(FileChannel lock, boolean acceptLoss) throws IOException {
        Identity identity;
        try {
            byte[] stored = identityFile.read();
            identity = stored == null ? null : Identity.decode(stored);
        } catch (UnknownFormatException unknown) {
            return refuse(Opening.Reason.UNKNOWN_FORMAT, unknown.getMessage() + ".");
        } catch (DurableFile.RottenFile | MalformedBytes rotten) {
            return refuse(Opening.Reason.IDENTITY_LOST, rotten.getMessage() + ". Restore it from a backup.");
        }
        if (identity == null) {
            return hasDatabase()
                    ? refuse(
                            Opening.Reason.IDENTITY_LOST,
                            "the volume " + folder + " has a database but no identity file. Restore it from a backup.")
                    : openBlank(lock);
        }
        if (!hasDatabase() && Files.exists(unborn)) {
            moveIntoPlace();
        }
        if (Files.exists(manifest) && !acceptLoss) {
            return refuse(
                    Opening.Reason.ROLLED_BACK,
                    "the volume " + folder + " is a backup of node " + identity.node()
                            + ", and what the node wrote after it was made is not here" + WHAT_TO_DO);
        }
        if (Files.exists(putBack) && !acceptLoss) {
            return refuse(Opening.Reason.ROLLED_BACK, putBackSentence() + WHAT_TO_DO);
        }
        if (!hasDatabase() && !acceptLoss) {
            return refuse(
                    Opening.Reason.ROLLED_BACK,
                    "the volume " + folder + " belongs to node " + identity.node() + ", but its database is gone"
                            + WHAT_TO_DO);
        }
        return openUsed(lock, identity, acceptLoss);
    }

    private boolean hasDatabase() {
        return Files.exists(databaseFolder.resolve("CURRENT"));
    }

    /// Makes the database beside its place, then the identity, then moves the database into place: at whatever
    /// step this stops, the next start begins again or goes on, and never takes a half-made volume for one that
    /// lost data.
    private Opening openBlank(FileChannel lock) throws IOException {
        Folders.delete(unborn);
        Identity identity = new Identity(Volume.mintNodeId(random), random.nextLong(), Identity.UNCLEAN, 0);
        try (Database database = Database.open(unborn, settings)) {
            WriteOperations first = new WriteOperations(64);
            first.put(Family.META, Keys.format(), Volume.formatRow());
            first.put(Family.META, Keys.chain(), Committer.chainRow(0, 0));
            database.write(first.toBatch(), true);
        }
        identityFile.write(identity.encode());
        moveIntoPlace();
        Database database = Database.open(databaseFolder, settings);
        return opened(new VolumeParts(folder, lock, identityFile, identity, database, 0, false), true, true, false);
    }

    private void moveIntoPlace() throws IOException {
        Files.move(unborn, databaseFolder, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(folder);
    }

    private Opening openUsed(FileChannel lock, Identity identity, boolean acceptLoss) throws IOException {
        boolean hadDatabase = hasDatabase();
        String hole;
        Found found;
        try {
            hole = hadDatabase ? holeInLog(identity, acceptLoss) : null;
            if (hole != null && !acceptLoss) {
                return refuse(Opening.Reason.HOLE_IN_LOG, hole + WHAT_TO_DO);
            }
            found = openDatabase();
        } catch (StorageFailure damaged) {
            return refuse(Opening.Reason.DAMAGED, damaged.getMessage() + REPLACE);
        }
        Database database = found.database();
        Opening.Refused unknown = checkFormat(found, acceptLoss);
        if (unknown != null) {
            database.close();
            return unknown;
        }
        long chain = found.chain();
        boolean rolledBack = chain < identity.chainFloor() || (identity.isClean() && chain != identity.cleanChain());
        if (rolledBack && !acceptLoss) {
            database.close();
            return refuse(Opening.Reason.ROLLED_BACK, rolledBackSentence(identity, chain) + WHAT_TO_DO);
        }
        boolean lost = rolledBack || hole != null || !hadDatabase || wasMarked();
        Identity now = lost ? acceptLoss(identity, chain) : identity.running();
        identityFile.write(now.encode());
        if (lost) {
            forgetMarks();
        }
        boolean incomplete = Files.exists(bootstrapping);
        return opened(
                new VolumeParts(folder, lock, identityFile, now, database, chain, incomplete),
                identity.isClean(),
                false,
                lost);
    }

    /// What the node is from now on; it is marked as bootstrapping before that is written down.
    private Identity acceptLoss(Identity identity, long chain) throws IOException {
        Identity reborn = new Identity(identity.node(), random.nextLong(), Identity.UNCLEAN, chain);
        new DurableFile(bootstrapping).write(reborn.encode());
        return reborn;
    }

    private boolean wasMarked() {
        return Files.exists(manifest) || Files.exists(putBack);
    }

    private void forgetMarks() throws IOException {
        boolean backup = Files.deleteIfExists(manifest);
        boolean marked = Files.deleteIfExists(putBack);
        if (backup || marked) {
            DurableFile.syncFolder(folder);
        }
    }

    private String putBackSentence() throws IOException {
        try {
            byte[] sentence = new DurableFile(putBack).read();
            return sentence == null ? "" : new String(sentence, StandardCharsets.UTF_8);
        } catch (DurableFile.RottenFile rotten) {
            return "other nodes know a later state of the volume " + folder;
        }
    }

    /// A sentence about synced writes that recovery would drop; null if there are none.
    private @Nullable String holeInLog(Identity identity, boolean acceptLoss) throws IOException {
        LogAudit.Hole hole = LogAudit.holeIn(databaseFolder, settings);
        if (hole == null) {
            return null;
        }
        if (acceptLoss) {
            // If this start ends before the new incarnation is on the disk, the next one must notice the loss,
            // too.
            identityFile.write(identity.withFloor(hole.syncedChain()).encode());
        }
        return holeSentence(hole);
    }

    static String holeSentence(LogAudit.Hole hole) {
        return "the log says that write " + hole.syncedChain() + " was on the disk, but can be read only up to write "
                + hole.recovered() + ": synced data is damaged or missing";
    }

    static String rolledBackSentence(Identity identity, long chain) {
        long known = Math.max(identity.chainFloor(), identity.cleanChain());
        return "the database ends at write " + chain + ", but node " + identity.node() + " has already reached write "
                + known + ": it was lost or put back to an older state";
    }

    /// @throws StorageFailure if it, or what it says of itself, cannot be read
    private Found openDatabase() throws IOException {
        Database database = Database.open(databaseFolder, settings);
        try {
            byte[] format = database.get(Family.META, Keys.format());
            return new Found(database, format == null ? NO_FORMAT : Volume.number(format), chainOf(database));
        } catch (StorageFailure damaged) {
            database.close();
            throw damaged;
        }
    }

    private Opening.@Nullable Refused checkFormat(Found found, boolean acceptLoss) throws IOException {
        if (found.format() == NO_FORMAT && acceptLoss) {
            WriteOperations format = new WriteOperations(32);
            format.put(Family.META, Keys.format(), Volume.formatRow());
            found.database().write(format.toBatch(), true);
            return null;
        }
        return found.format() == Volume.FORMAT
                ? null
                : refuse(
                        Opening.Reason.UNKNOWN_FORMAT,
                        new UnknownFormatException("database", found.format(), Volume.FORMAT).getMessage() + ".");
    }

    private static long chainOf(Database database) throws IOException {
        byte[] row = database.get(Family.META, Keys.chain());
        return row == null ? 0 : new BytesReader(row).i64();
    }

    private Opening opened(VolumeParts parts, boolean clean, boolean fresh, boolean lossAccepted) throws IOException {
        return new Opening.Opened(new Volume(parts, settings, fatal), clean, fresh, lossAccepted);
    }

    private static Opening.Refused refuse(Opening.Reason reason, String sentence) {
        return new Opening.Refused(reason, sentence);
    }
}
