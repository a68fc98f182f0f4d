/// What all commands have in common: how they end, how they complain, and the command above them.
@NullMarked
package io.murmur.cli.command;

import org.jspecify.annotations.NullMarked;
