package io.murmur.core.formation;

import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.durable.Standing;

/// One node's formation: what its volume keeps, and what its process has heard. Immutable.
///
/// Whoever owns it writes `record` when a decision's events have changed it, and takes the changed state over
/// only when that is durable.
public record FormationState(FormationRecord record, RollCall roll) {

    /// The state of a process that has just read its volume.
    public static FormationState of(FormationRecord record) {
        return new FormationState(record, RollCall.empty());
    }

    public Standing standing() {
        return record.standing();
    }

    FormationState with(Standing next) {
        return new FormationState(record.with(next), roll);
    }

    FormationState with(RollCall next) {
        return new FormationState(record, next);
    }
}
