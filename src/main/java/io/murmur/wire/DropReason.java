package io.murmur.wire;

import java.util.Locale;

/// Why a frame was not taken. Nothing in it was looked at by anyone; whoever counts frames counts these.
public enum DropReason {
    /// The sender belongs to another cluster, or to none.
    FOREIGN_CLUSTER,
    /// It is for another node, or for this one in another incarnation or boot.
    WRONG_TARGET,
    /// It names no target or no cluster, and holds more than greetings.
    NOT_A_GREETING,
    /// The sender speaks a newer format.
    NEWER_FORMAT,
    /// It holds a message this version does not know and must not skip.
    UNKNOWN_REQUIRED,
    /// It is larger, or has more messages, than this node takes.
    OVER_LIMIT,
    /// It was damaged on the way.
    BAD_CHECKSUM,
    /// Its bytes are not a frame.
    MALFORMED;

    /// As metrics and status name it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
