package io.murmur.storage.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// What one process did to its files (`diskrecord.c`), and what a power cut at any moment of it leaves.
///
/// A cut keeps what was synced. Of the rest of a file's bytes it keeps any writes, whole or in part, in no order,
/// but a file grows in order. Of names (new files, renames, deletions) it keeps the first so many, at least all up
/// to the last one that a sync of the folder, or for a new file of the file itself, covers: file systems with a
/// journal keep their order.
final class DiskRecord {

    enum Kind {
        WRITE,
        SYNC_BEGIN,
        SYNC_END,
        RENAME,
        UNLINK,
        TRUNCATE,
        NAMED
    }

    /// One call.
    static final class Entry {
        private final Kind kind;
        private final long inode;
        private final long at;
        private final byte[] bytes;

        private Entry(Kind kind, long inode, long at, byte[] bytes) {
            this.kind = kind;
            this.inode = inode;
            this.at = at;
            this.bytes = bytes;
        }

        Kind kind() {
            return kind;
        }

        /// Of the file, or the folder.
        long inode() {
            return inode;
        }

        /// Offset of a write, length of a truncation.
        long at() {
            return at;
        }

        /// Of a write; else a path, or two with a zero between.
        byte[] bytes() {
            return bytes;
        }

        private String[] paths() {
            return new String(bytes, StandardCharsets.UTF_8).split("\0", -1);
        }
    }

    /// How much of what was not synced is lost.
    enum Loss {
        ALL,
        SOME
    }

    private final List<Entry> entries;

    private DiskRecord(List<Entry> entries) {
        this.entries = entries;
    }

    static DiskRecord read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        List<Entry> entries = new ArrayList<>();
        while (in.remaining() > 0) {
            Kind kind = Kind.values()[in.get() - 1];
            long inode = in.getLong();
            long at = in.getLong();
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            entries.add(new Entry(kind, inode, at, bytes));
        }
        return new DiskRecord(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    /// The places of the writes to the file that was made as `path`.
    List<Integer> writesTo(String path) {
        List<Integer> writes = new ArrayList<>();
        boolean isThere = false;
        long inode = -1;
        for (int at = 0; at < entries.size(); at++) {
            Entry entry = entries.get(at);
            if (entry.kind() == Kind.NAMED && entry.paths()[0].equals(path)) {
                isThere = true;
                inode = entry.inode();
            } else if (isThere && entry.kind() == Kind.WRITE && entry.inode() == inode) {
                writes.add(at);
            }
        }
        return writes;
    }

    /// How many files with this end to their names were given another such name.
    long renamed(String end) {
        return entries.stream()
                .filter(entry ->
                        entry.kind() == Kind.RENAME && entry.paths()[0].endsWith(end) && entry.paths()[1].endsWith(end))
                .count();
    }

    /// How many files with this end to their names there were.
    long made(String end) {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.NAMED && entry.paths()[0].endsWith(end))
                .count();
    }

    /// Makes the folder `to` what the folder `from` is after a cut behind the first `end` entries.
    void cut(int end, Path from, Path to, Loss loss, Random random) throws IOException {
        Names names = new Names();
        Map<Long, Integer> numbers = new TreeMap<>();
        List<RecordedFile> files = new ArrayList<>();
        Map<Long, Integer> syncs = new TreeMap<>();
        for (int at = 0; at < end; at++) {
            Entry entry = entries.get(at);
            if (entry.kind() == Kind.NAMED) {
                numbers.put(entry.inode(), files.size());
                files.add(new RecordedFile());
            }
            int number = numbers.getOrDefault(entry.inode(), -1);
            switch (entry.kind()) {
                case NAMED -> names.add(new Names.Change(at, null, entry.paths()[0], number));
                case WRITE, TRUNCATE -> files.get(number).add(entry);
                case SYNC_BEGIN -> {
                    syncs.put(entry.inode(), at);
                    files.get(number).syncBegins();
                }
                case SYNC_END -> {
                    files.get(number).syncEnded();
                    int begun = syncs.getOrDefault(entry.inode(), 0);
                    names.synced(number, begun, entries.get(begun).paths()[0]);
                }
                case RENAME -> names.add(new Names.Change(at, entry.paths()[0], entry.paths()[1], number));
                case UNLINK -> names.add(new Names.Change(at, entry.paths()[0], null, number));
            }
        }
        Files.createDirectories(to);
        for (Map.Entry<String, Integer> left : names.left(loss, random).entrySet()) {
            Path path = Path.of(left.getKey());
            if (path.startsWith(from) && !Files.isDirectory(path)) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, files.get(left.getValue()).content(loss, random));
            }
        }
    }
}
