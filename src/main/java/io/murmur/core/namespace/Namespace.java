package io.murmur.core.namespace;

import io.murmur.core.value.ConflictRule;

/// The rules of one namespace. They are the cluster's, the same on every node.
///
/// @param name the prefix before the first `:` of its keys
/// @param writeOwners W, owners that must hold a write durably before it is answered
/// @param readOwners R, owners asked by a read
/// @param conflict what becomes of concurrent writes
/// @param synced whether "durable" means on the synced disk (`fsync`) or in the kernel (`os`)
/// @param protocol how the owners come to hold the same
/// @param repair what a read does for owners that it finds behind
/// @param sloppy whether nodes that are no owners stand in for owners where too few of those can be reached
public record Namespace(
        String name,
        int writeOwners,
        int readOwners,
        ConflictRule conflict,
        boolean synced,
        Protocol protocol,
        ReadRepair repair,
        boolean sloppy) {

    /// Whether a write that so many owners are to hold before it is answered is sent to them. In a passive namespace
    /// one that only the first has to hold is not.
    ///
    /// @param owners W of the write
    public boolean pushes(int owners) {
        return protocol == Protocol.ACTIVE || owners > 1;
    }

    /// Whether whoever tries a write again that asks for no level asks all owners for it first.
    public boolean asksAllOfTries() {
        return asksAllOfTries(writeOwners);
    }

    /// Whether whoever tries a write again asks all owners for it first: one may hold it, or be all a reader asked.
    ///
    /// @param owners W of the write
    public boolean asksAllOfTries(int owners) {
        return Math.min(readOwners, owners) == 1;
    }
}
