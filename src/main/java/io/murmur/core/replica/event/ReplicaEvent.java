package io.murmur.core.replica.event;

import io.murmur.core.machine.Message;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.util.List;

/// What happened to one replica, as its journal keeps it. Values are not here: they are in the row of the
/// same batch.
public sealed interface ReplicaEvent extends Message {

    int partition();

    /// The node writes under this incarnation from now on. What its clock says of events that the node itself
    /// named under others is forgotten: a volume that was put back may have taken for skipped what it had
    /// written.
    ///
    /// @param forgottenUpTo operations with sequences up to this may have been seen and be forgotten with what was
    ///     lost, whoever gave them their ids
    record IncarnationBegun(int partition, long incarnation, long forgottenUpTo) implements ReplicaEvent {}

    /// Dots up to `ceiling` may be minted once this is durable.
    record LeaseExtended(int partition, long ceiling) implements ReplicaEvent {}

    /// The counters `from` to `to` of `actor` will never carry data.
    record GapVoided(int partition, ActorId actor, long from, long to) implements ReplicaEvent {}

    /// The tree was found to be made of other rows than are there.
    ///
    /// @param segment of the tree
    /// @param correction what is added to its sum: the sum of the rows less the one it had
    record TreeCorrected(int partition, int segment, long correction) implements ReplicaEvent {}

    /// The replica has said that a deleted key is on its synced disk: so must be what led to it.
    record Vouched(int partition) implements ReplicaEvent {}

    /// Events of a key were held nowhere else when its row was lost, and will not come back. Which operations they
    /// carried out nobody knows any more, so none is remembered.
    ///
    /// @param forgottenUpTo as in [IncarnationBegun]
    record EventsLost(int partition, long forgottenUpTo) implements ReplicaEvent {}

    /// A deleted key was forgotten; every owner had it.
    ///
    /// @param keyHash the key's second hash
    /// @param digest of the object that went
    /// @param hybridTime what is written here afterwards is later
    /// @param livingDelta -1 if it held a value, which had ended, else 0
    record Purged(int partition, long keyHash, long digest, long hybridTime, int livingDelta) implements ReplicaEvent {}

    /// The state of one key became another.
    ///
    /// @param keyHash the key's second hash; the key itself is in the row
    /// @param applied dots this replica's clock covers from now on
    /// @param hybridTime the greatest time among the key's siblings that may be adopted, 0 for none
    /// @param operations ids of the siblings that are new here
    /// @param livingDelta +1 if the key came to show a value, -1 if it ceased to, else 0
    /// @param digest of the key's object, before and afterwards
    record ObjectChanged(
            int partition,
            long keyHash,
            List<Dot> applied,
            long hybridTime,
            List<OperationId> operations,
            int livingDelta,
            DigestChange digest)
            implements ReplicaEvent {
        public ObjectChanged {
            applied = List.copyOf(applied);
            operations = List.copyOf(operations);
        }
    }
}
