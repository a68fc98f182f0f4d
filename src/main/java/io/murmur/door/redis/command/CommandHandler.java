package io.murmur.door.redis.command;

/// Carries out one command. May throw [io.murmur.core.bytes.MalformedBytes] for arguments that are not what
/// they should be: its message is the client's answer.
@FunctionalInterface
public interface CommandHandler {

    void handle(Call call);
}
