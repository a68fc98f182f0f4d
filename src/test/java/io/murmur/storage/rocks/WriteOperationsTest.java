package io.murmur.storage.rocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBatch;

/// Our notation of a batch is RocksDB's own, byte for byte.
class WriteOperationsTest {

    @TempDir
    private Path folder;

    @Test
    void writesWhatRocksDbWrites() throws Exception {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(family.nameBytes()));
        }
        try (DBOptions options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                RocksDB rocks = RocksDB.open(options, folder.toString(), descriptors, handles);
                WriteBatch expected = new WriteBatch()) {
            WriteOperations operations = new WriteOperations(16);
            for (Family family : Family.values()) {
                ColumnFamilyHandle handle = handles.get(family.id());
                expected.put(handle, bytes("k" + family), bytes("v".repeat(300)));
                operations.put(family, bytes("k" + family), bytes("v".repeat(300)));
                expected.delete(handle, bytes("gone"));
                operations.delete(family, bytes("gone"));
                expected.deleteRange(handle, bytes("a"), bytes("b"));
                operations.deleteRange(family, bytes("a"), bytes("b"));
            }
            assertArrayEquals(expected.data(), operations.toBatch());
            handles.forEach(ColumnFamilyHandle::close);
            rocks.cancelAllBackgroundWork(true);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
