/// Faults of the disk on real files: a process whose syncs and writes fail ([DiskFaults], in C, loaded before libc), a
/// file system that is full, bytes that rot. Where a node must die it does so in a process of its own
/// ([VolumeProcess]).
@NullMarked
package io.murmur.storage.faults;

import org.jspecify.annotations.NullMarked;
