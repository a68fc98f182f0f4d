package io.murmur.core.replica;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.memory.OperationWindow;
import io.murmur.core.version.ActorId;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The replicas of one lane. Mutable, owned by the lane, changed only by [#evolve], but for what was looked up, which
/// is not journaled. Its bytes are the lane's snapshot (`src/docs/formats.md`, "Lane snapshot").
public final class LaneState {

    private static final int FORMAT_WITHOUT_TREES = 1;
    private static final int FORMAT = 2;

    private final ActorId self;
    private final SortedMap<Integer, ReplicaState> replicas = new TreeMap<>();
    private final OperationWindow lookedUp;

    /// A lane of empty replicas.
    public LaneState(ActorId self, Collection<Integer> partitions, ReplicaLimits limits) {
        this(self, partitions, limits, new OperationWindow(limits.windowSize()));
    }

    /// A lane of empty replicas whose process may have answered already.
    ///
    /// @param lookedUp what was looked up here since this process began: neither journal nor snapshot know it
    public LaneState(ActorId self, Collection<Integer> partitions, ReplicaLimits limits, OperationWindow lookedUp) {
        this.self = self;
        this.lookedUp = lookedUp;
        for (Integer partition : partitions) {
            replicas.put(partition, new ReplicaState(partition, self, limits));
        }
    }

    void evolve(ReplicaEvent event) {
        ReplicaState replica = replicas.get(event.partition());
        if (replica == null) {
            throw new InvariantViolation("an event of a partition this lane does not have: " + event);
        }
        replica.evolve(event);
    }

    /// The replica of `partition`; null if this lane does not have it.
    public @Nullable ReplicaState replica(int partition) {
        return replicas.get(partition);
    }

    public Collection<ReplicaState> replicas() {
        return Collections.unmodifiableCollection(replicas.values());
    }

    /// Operations somebody asked for here, where whoever tries one again asks all owners. Only of this process: what
    /// was handed over to the one before is dropped.
    OperationWindow lookedUp() {
        return lookedUp;
    }

    public ActorId self() {
        return self;
    }

    public byte[] toBytes() {
        BytesWriter out = new BytesWriter(256);
        out.u8(FORMAT);
        self.writeTo(out);
        out.varint(replicas.size());
        for (ReplicaState replica : replicas.values()) {
            replica.writeTo(out);
        }
        return out.toByteArray();
    }

    /// Reads a snapshot into this state; replicas it does not mention stay as they are.
    ///
    /// @throws MalformedBytes when the bytes are not a snapshot of a lane
    public void restore(byte[] snapshot, ReplicaLimits limits) {
        BytesReader in = new BytesReader(snapshot);
        int format = in.u8();
        if (format != FORMAT && format != FORMAT_WITHOUT_TREES) {
            throw new MalformedBytes("lane snapshots of format " + format + " are not known to this version");
        }
        ActorId writtenAs = ActorId.readFrom(in);
        int count = in.count(in.remaining());
        for (int i = 0; i < count; i++) {
            ReplicaState replica = ReplicaState.readFrom(in, writtenAs, self, limits, format == FORMAT);
            replicas.put(replica.partition(), replica);
        }
        in.expectEnd();
    }
}
