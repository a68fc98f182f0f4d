package io.murmur.core.formation.hello;

/// What is made of a hello.
public sealed interface Verdict {

    /// The sender is who it says it is.
    ///
    /// @param restarted whether it is another start of the process than the one known
    /// @param newIncarnation whether its volume may have lost data since it was known: what was acknowledged to
    ///     or by the earlier incarnation does not count for this one
    record Accepted(boolean restarted, boolean newIncarnation) implements Verdict {}

    /// The sender is not to be talked to.
    ///
    /// @param sentence what is wrong and what to do
    record Refused(Reason reason, String sentence) implements Verdict {}

    /// Why a hello is refused.
    enum Reason {
        /// Its volume belongs to another cluster.
        FOREIGN_CLUSTER,
        /// The cluster has its name, but another volume for it.
        UNKNOWN_VOLUME,
        /// The cluster has neither its name nor its volume.
        NOT_A_MEMBER,
        /// Its volume belongs to a node of another name.
        WRONG_NAME,
        /// A second process runs with a copy of the same volume.
        COPIED_VOLUME,
        /// Its volume lacks what it once had.
        PUT_BACK_VOLUME,
        /// Its namespaces have other settings.
        OTHER_SETTINGS
    }
}
