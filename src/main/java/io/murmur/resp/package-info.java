/// The Redis protocol as values: requests out of bytes, replies into bytes, and the facts of every command.
///
/// Sources: "Redis serialization protocol specification" (RESP2, RESP3) and the behaviour of Redis 7.
/// [RequestDecoder] resumes anywhere in a frame and never holds more than its limits allow; [ReplyEncoder]
/// writes each [Reply] for either [Protocol]; [CommandTable] holds `commands.txt`. Pure: bytes come in as
/// buffers, text as strings. What is not here: sockets, sessions, and what a command does (`door.redis`).
@NullMarked
package io.murmur.resp;

import org.jspecify.annotations.NullMarked;
