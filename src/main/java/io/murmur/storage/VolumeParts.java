package io.murmur.storage;

import io.murmur.storage.rocks.Database;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// What an opened volume is made of.
record VolumeParts(
        Path folder, FileChannel lock, DurableFile identityFile, Identity identity, Database database, long chain) {}
