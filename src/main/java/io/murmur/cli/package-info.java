/// The command line: `murmur node`, `dev`, `backup` and what else there is.
///
/// [io.murmur.cli.Main] puts the commands together; each lives in a package of its own. They read settings, start
/// something, tell what became of it in sentences and end with one of [io.murmur.cli.command.ExitCode]. What they
/// answer goes to standard output, the log and complaints to standard error.
@NullMarked
package io.murmur.cli;

import org.jspecify.annotations.NullMarked;
