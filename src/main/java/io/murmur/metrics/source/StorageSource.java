package io.murmur.metrics.source;

import java.util.function.LongSupplier;

/// Numbers of the volume.
///
/// @param commits writes to the database
/// @param requests what those writes were made for: divided by `commits` it is the size of a batch
/// @param bytes written
/// @param syncs commits that waited for the disk
/// @param commitNanos time spent in commits, syncs included
/// @param damaged rows of objects and index that were met and could not be trusted
/// @param freeBytes left on the file system of the volume
/// @param reserveBytes below which writes are refused
public record StorageSource(
        LongSupplier commits,
        LongSupplier requests,
        LongSupplier bytes,
        LongSupplier syncs,
        LongSupplier commitNanos,
        LongSupplier damaged,
        LongSupplier freeBytes,
        LongSupplier reserveBytes) {}
