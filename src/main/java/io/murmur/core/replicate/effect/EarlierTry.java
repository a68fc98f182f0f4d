package io.murmur.core.replicate.effect;

import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;

/// What an earlier try of a write has left, as the owners that remember it hold it. It may have been cut off before
/// its supersede round.
public record EarlierTry(OperationId operation, StoredObject object) {

    /// Whether something stands beside it that it should have superseded. An expiry that is about a value does not
    /// compete with it. One of a value that is not there any more was said before this operation, or of
    /// something this operation has superseded.
    public boolean isOneOfSeveral() {
        return object.siblings().stream().filter(sibling -> !sibling.isExpiry()).count() > 1
                || (isAlive() && object.siblings().stream().anyMatch(this::isLeftOver));
    }

    private boolean isLeftOver(Sibling sibling) {
        return sibling.isExpiry()
                && !sibling.operation().equals(operation)
                && object.siblings().stream().noneMatch(other -> sibling.isAbout(other.dot()));
    }

    /// Whether its round may be made up for now: its event is still alive. If it was superseded by an event that
    /// stands beside others, nobody can tell any more whether one of them is what the round should have
    /// superseded: a third event would hide a write it must not. Nor whether what was added since was added to
    /// it.
    public boolean mayBeFinished() {
        return isAlive() && object.siblings().stream().noneMatch(sibling -> sibling.amount() != null);
    }

    private boolean isAlive() {
        return object.siblings().stream()
                .anyMatch(sibling -> sibling.operation().equals(operation));
    }
}
