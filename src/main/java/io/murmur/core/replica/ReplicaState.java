package io.murmur.core.replica;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.SlotHash;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.memory.OperationWindow;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;

/// What one node remembers in memory of one of its replicas: its meta row. Small, and never a value.
///
/// Mutable, owned by its lane; changed only by [#evolve], which is the replay of the journal.
public final class ReplicaState {

    private final int partition;
    private final ActorId self;
    private final PartitionClock clock;
    private final OperationWindow operations;
    private MerkleTree tree = new MerkleTree();
    private boolean treeIsWhole = true;
    private long clockDigest;
    private boolean clockDigestIsFresh;
    private boolean hasBegun;
    private long begunAs;
    private long lastCounter;
    private long leaseCeiling;
    private long hybridTime;
    private long livingKeys;
    private long purgeEpoch;

    /// The state of an empty replica.
    public ReplicaState(int partition, ActorId self, ReplicaLimits limits) {
        this(partition, self, new PartitionClock(), new OperationWindow(limits.windowSize()));
    }

    private ReplicaState(int partition, ActorId self, PartitionClock clock, OperationWindow operations) {
        this.partition = partition;
        this.self = self;
        this.clock = clock;
        this.operations = operations;
    }

    /// Takes in one durable, or soon durable, event.
    void evolve(ReplicaEvent event) {
        clockDigestIsFresh = false;
        switch (event) {
            case ReplicaEvent.IncarnationBegun(_, var incarnation, var forgottenUpTo) -> {
                begin(incarnation);
                operations.forgetUpTo(forgottenUpTo);
            }
            case ReplicaEvent.LeaseExtended(_, var ceiling) -> leaseCeiling = Math.max(leaseCeiling, ceiling);
            case ReplicaEvent.GapVoided(_, var actor, var from, var to) -> {
                clock.addRange(actor, from, to);
                passed(actor, to);
            }
            case ReplicaEvent.TreeCorrected(_, var segment, var correction) -> tree.correct(segment, correction);
            case ReplicaEvent.Vouched _ -> {}
            case ReplicaEvent.EventsLost(_, var forgottenUpTo) -> operations.forgetAll(forgottenUpTo);
            case ReplicaEvent.Purged(_, var keyHash, var digest, var time, var livingDelta) -> {
                livingKeys += livingDelta;
                tree.change(keyHash, digest, 0);
                hybridTime = Math.max(hybridTime, time);
                purgeEpoch++;
            }
            case ReplicaEvent.ObjectChanged changed -> evolveChanged(changed);
        }
    }

    private void begin(long incarnation) {
        hasBegun = true;
        begunAs = incarnation;
        clock.forgetOthersOf(new ActorId(self.node(), incarnation));
        if (incarnation == self.incarnation()) {
            lastCounter = clock.appliedOf(self).max();
            leaseCeiling = lastCounter;
        }
    }

    /// Whether this replica's journal says that it writes as it does now.
    boolean hasBegun() {
        return hasBegun && begunAs == self.incarnation();
    }

    private void evolveChanged(ReplicaEvent.ObjectChanged changed) {
        for (Dot dot : changed.applied()) {
            clock.add(dot);
            passed(dot.actor(), dot.counter());
        }
        for (OperationId operation : changed.operations()) {
            operations.add(operation);
        }
        hybridTime = Math.max(hybridTime, changed.hybridTime());
        livingKeys += changed.livingDelta();
        DigestChange digest = changed.digest();
        if (digest.isBeforeKnown()) {
            tree.change(changed.keyHash(), digest.before(), digest.after());
        } else {
            treeIsWhole = false;
        }
    }

    private void passed(ActorId actor, long counter) {
        if (actor.equals(self)) {
            lastCounter = Math.max(lastCounter, counter);
        }
    }

    public int partition() {
        return partition;
    }

    /// The actor this replica mints dots for.
    public ActorId self() {
        return self;
    }

    /// Which dots are applied here. A view: read, never change.
    public PartitionClock clock() {
        return clock;
    }

    /// Equal for equal clocks.
    public long clockDigest() {
        if (!clockDigestIsFresh) {
            clockDigest = clock.digest();
            clockDigestIsFresh = true;
        }
        return clockDigest;
    }

    /// The tree over what is held here. A view: read, never change.
    public MerkleTree tree() {
        return tree;
    }

    /// Whether the tree speaks of all that is held: not if some of it was written when there were no trees.
    public boolean isTreeWhole() {
        return treeIsWhole;
    }

    /// Gives the replica a tree that was made anew from its rows, as they are at this moment.
    public void replaceTree(MerkleTree whole) {
        tree = whole;
        treeIsWhole = true;
    }

    OperationWindow operations() {
        return operations;
    }

    /// The last counter this replica minted or skipped.
    public long lastCounter() {
        return lastCounter;
    }

    /// The last counter this replica may mint.
    public long leaseCeiling() {
        return leaseCeiling;
    }

    /// The greatest hybrid time minted or adopted.
    public long hybridTime() {
        return hybridTime;
    }

    /// Keys that show a value.
    public long livingKeys() {
        return livingKeys;
    }

    /// Rises with each purge of a deleted key.
    public long purgeEpoch() {
        return purgeEpoch;
    }

    /// Counters of this replica's own actor that may have been minted but are not in its journal.
    IntervalSet skippedByCrash() {
        return leaseCeiling > lastCounter ? IntervalSet.EMPTY.with(lastCounter + 1, leaseCeiling) : IntervalSet.EMPTY;
    }

    void writeTo(BytesWriter out) {
        out.varint(partition).varint(lastCounter).varint(leaseCeiling);
        out.i64(hybridTime).varint(livingKeys).varint(purgeEpoch);
        clock.writeTo(out);
        operations.writeTo(out);
        out.u8(hasBegun ? 1 : 0).i64(begunAs);
        out.u8(treeIsWhole ? 1 : 0);
        if (treeIsWhole) {
            tree.writeTo(out);
        }
    }

    /// Reads the state of a replica that now writes as `self`: under a new incarnation counters begin again.
    ///
    /// @param withTree whether the format has trees, and says what the replica has begun to write as
    static ReplicaState readFrom(
            BytesReader in, ActorId writtenAs, ActorId self, ReplicaLimits limits, boolean withTree) {
        int partition = in.count(SlotHash.SLOTS - 1);
        long lastCounter = in.varint();
        long leaseCeiling = in.varint();
        long hybridTime = in.i64();
        long livingKeys = in.varint();
        long purgeEpoch = in.varint();
        ReplicaState state = new ReplicaState(
                partition, self, PartitionClock.readFrom(in), OperationWindow.readFrom(in, limits.windowSize()));
        if (writtenAs.equals(self)) {
            state.lastCounter = lastCounter;
            state.leaseCeiling = leaseCeiling;
        }
        state.hasBegun = withTree && readFlag(in);
        state.begunAs = withTree ? in.i64() : 0;
        state.treeIsWhole = withTree && readFlag(in);
        if (state.treeIsWhole) {
            state.tree = MerkleTree.readFrom(in);
        }
        state.hybridTime = hybridTime;
        state.livingKeys = livingKeys;
        state.purgeEpoch = purgeEpoch;
        return state;
    }

    private static boolean readFlag(BytesReader in) {
        int flag = in.u8();
        if (flag > 1) {
            throw new MalformedBytes("a flag of a replica is " + flag + ", not 0 or 1");
        }
        return flag == 1;
    }
}
