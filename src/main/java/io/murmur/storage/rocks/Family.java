package io.murmur.storage.rocks;

import java.nio.charset.StandardCharsets;

/// The column families: few, because partitions are key prefixes, never families.
///
/// The order is that of their ids on disk and never changes.
public enum Family {
    /// Named single values: format, chain. RocksDB insists on a family called `default`.
    META(0, "default"),
    JOURNAL(1, "journal"),
    SNAPSHOTS(2, "snapshots"),
    OBJECTS(3, "objects"),
    INDEX(4, "index"),
    DOTS(5, "dots");

    private final int id;
    private final String familyName;

    Family(int id, String familyName) {
        this.id = id;
        this.familyName = familyName;
    }

    /// RocksDB's id of the family, which is also its place in the order of declaration.
    public int id() {
        return id;
    }

    public byte[] nameBytes() {
        return familyName.getBytes(StandardCharsets.UTF_8);
    }
}
