/// `murmur dev`: a cluster of processes on this machine, for looking and trying.
///
/// Entry: [io.murmur.cli.dev.DevCommand]. A [io.murmur.cli.dev.DevFolder] holds configuration, volume and log of each
/// node; a [io.murmur.cli.dev.Supervisor] starts them, watches them through their HTTP doors, shows them on a
/// [io.murmur.cli.dev.Board] and stops them. The nodes die with this process: they read from a pipe that only it
/// holds.
@NullMarked
package io.murmur.cli.dev;

import org.jspecify.annotations.NullMarked;
