package io.murmur.core.namespace;

import io.murmur.core.value.ConflictRule;

/// Namespaces as most tests want them: all siblings are shown, writes are synced, reads repair before they answer, and
/// nobody stands in for an owner.
public final class TestNamespace {

    private TestNamespace() {}

    /// Its writes are sent to all owners.
    public static Namespace active(String name, int writeOwners, int readOwners) {
        return active(name, writeOwners, readOwners, false);
    }

    /// Its writes are sent to all owners.
    ///
    /// @param sloppy whether others stand in for owners
    public static Namespace active(String name, int writeOwners, int readOwners, boolean sloppy) {
        return of(name, writeOwners, readOwners, Protocol.ACTIVE, sloppy);
    }

    /// Its writes are fetched by the other owners.
    public static Namespace passive(String name, int readOwners) {
        return of(name, 1, readOwners, Protocol.PASSIVE, false);
    }

    private static Namespace of(String name, int writeOwners, int readOwners, Protocol protocol, boolean sloppy) {
        return new Namespace(
                name, writeOwners, readOwners, ConflictRule.SIBLINGS, true, protocol, ReadRepair.BLOCKING, sloppy);
    }
}
