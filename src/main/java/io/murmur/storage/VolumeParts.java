package io.murmur.storage;

import io.murmur.storage.rocks.Database;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// What an opened volume is made of.
///
/// @param chain the last write in the database
/// @param bootstrapping whether data may be missing since an accepted loss
record VolumeParts(
        Path folder,
        FileChannel lock,
        DurableFile identityFile,
        Identity identity,
        Database database,
        long chain,
        boolean bootstrapping) {}
