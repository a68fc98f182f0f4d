/// The notation of RocksDB's write-ahead logs and manifests, read without RocksDB. Entry: [LogReader].
@NullMarked
package io.murmur.storage.rocks.log;

import org.jspecify.annotations.NullMarked;
