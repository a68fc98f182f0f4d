/// What a backup is checked with: the [Manifest] that lists its files, and the [DatabaseCheck] that reads every row.
/// The entry is [io.murmur.storage.Backup]; nothing here opens a volume.
@NullMarked
package io.murmur.storage.backup;

import org.jspecify.annotations.NullMarked;
