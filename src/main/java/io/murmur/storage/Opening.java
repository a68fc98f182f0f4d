package io.murmur.storage;

/// How opening a volume ended.
public sealed interface Opening {

    /// The volume is open.
    ///
    /// @param clean whether the node that used it last stopped cleanly; true for a fresh one
    /// @param fresh whether it was blank
    /// @param lossAccepted whether data may be missing, which the operator accepted: the incarnation is new
    record Opened(Volume volume, boolean clean, boolean fresh, boolean lossAccepted) implements Opening {}

    /// The volume must not be used as it is.
    ///
    /// @param sentence what happened and what to do
    record Refused(Reason reason, String sentence) implements Opening {}

    /// Why a volume is refused.
    enum Reason {
        /// Another process uses it.
        LOCKED,
        /// Another version of Murmur wrote it.
        UNKNOWN_FORMAT,
        /// The identity file is missing or damaged.
        IDENTITY_LOST,
        /// The database is missing or older than the identity file says.
        ROLLED_BACK,
        /// The log has a hole before synced data.
        HOLE_IN_LOG,
        /// The database cannot be read.
        DAMAGED
    }
}
