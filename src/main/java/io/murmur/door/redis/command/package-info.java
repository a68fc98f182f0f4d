/// What a command is to the door: a call, somebody who carries it out, and the book that knows who.
///
/// [io.murmur.door.redis.command.CommandBook] binds the facts (`commands.txt`) to the handlers, and says what
/// is wrong with a request that nobody carries out. Handlers live in `door.redis.data`, `door.redis.collection`,
/// `door.redis.scores` and `door.redis.admin`.
@NullMarked
package io.murmur.door.redis.command;

import org.jspecify.annotations.NullMarked;
