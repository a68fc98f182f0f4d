package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.door.redis.cluster.ClusterFace;

/// Which levels one request may ask for: none that takes from others what their namespace promises, unless it says that
/// it means to (design decision 13).
record RequestLevels(Namespaces namespaces, ClusterFace cluster) {

    /// N: no level can ask for more.
    int max() {
        return cluster.current().snapshot().owners().getFirst().size();
    }

    /// A read of so few owners may miss what was acknowledged before it (G2).
    ///
    /// @throws MalformedBytes unless it meets every write, asks for as many as usual, or `isWeak`
    void requireMeeting(Key key, int readOwners, boolean isWeak) {
        Namespace namespace = namespaces.of(key);
        boolean meets = readOwners + namespace.writeOwners() > max();
        if (!meets && readOwners < namespace.readOwners() && !isWeak) {
            throw new MalformedBytes("R " + readOwners + " with write-owners " + namespace.writeOwners() + " of "
                    + max() + " may miss writes that were acknowledged before; say WEAK behind it to accept that");
        }
    }

    /// A write on so few owners may be missed by reads (G2), and by the next plain write (G3).
    ///
    /// @throws MalformedBytes unless it meets every read and write, asks for as many as usual, or `isWeak`
    void requireSuperseding(Key key, int writeOwners, boolean isWeak) {
        Namespace namespace = namespaces.of(key);
        boolean meets = writeOwners + Math.min(namespace.readOwners(), namespace.writeOwners()) > max();
        if (!meets && writeOwners < namespace.writeOwners() && !isWeak) {
            throw new MalformedBytes("W " + writeOwners + " with read-owners " + namespace.readOwners()
                    + " and write-owners " + namespace.writeOwners() + " of " + max()
                    + " may be missed by later reads and writes; say WEAK to accept that");
        }
    }
}
