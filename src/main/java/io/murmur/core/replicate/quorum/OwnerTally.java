package io.murmur.core.replicate.quorum;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.NodeId;
import java.util.List;

/// Which owners have done something, each counted once. Mutable, at most 64 owners.
public final class OwnerTally {

    private final List<NodeId> owners;
    private long done;

    /// A tally of nobody yet.
    public OwnerTally(List<NodeId> owners) {
        Invariant.check(owners.size() <= Long.SIZE, "a partition has at most 64 owners");
        this.owners = owners;
    }

    /// Counts `owner`; strangers do not count.
    ///
    /// @return whether it is an owner that was not counted before
    public boolean add(NodeId owner) {
        int index = owners.indexOf(owner);
        if (index < 0 || (done & (1L << index)) != 0) {
            return false;
        }
        done |= 1L << index;
        return true;
    }

    /// Whether `owner` was counted.
    public boolean has(NodeId owner) {
        int index = owners.indexOf(owner);
        return index >= 0 && (done & (1L << index)) != 0;
    }

    /// How many were counted.
    public int count() {
        return Long.bitCount(done);
    }

    /// Counts from nothing again.
    public void clear() {
        done = 0;
    }
}
