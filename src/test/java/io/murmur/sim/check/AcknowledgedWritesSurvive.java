package io.murmur.sim.check;

import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;
import java.util.List;

/// G1, G2, G4: a read that begins after a write of its key was acknowledged sees that write, or something that
/// knew it.
///
/// For each dot the acknowledgement covers: the read's object holds it, or holds a sibling whose minting knew
/// the dot and no longer held it; or a repetition of the same operation. Or a delete that knew it was purged;
/// that it stays away is [DeletedStaysDeleted]'s to see.
public final class AcknowledgedWritesSurvive implements Checker {

    private final boolean readsMeetWrites;

    /// A checker of one run.
    ///
    /// @param readsMeetWrites whether R + W > N; if not, only those reads are judged that ask all owners in the end
    public AcknowledgedWritesSurvive(boolean readsMeetWrites) {
        this.readsMeetWrites = readsMeetWrites;
    }

    @Override
    public void check(History history) {
        for (History.Operation write : history.operations()) {
            VersionVector acknowledged = write.acknowledged();
            if (acknowledged != null) {
                checkReadsAfter(history, write, acknowledged);
            }
        }
    }

    private void checkReadsAfter(History history, History.Operation write, VersionVector acknowledged) {
        for (History.Operation read : history.operations()) {
            StoredObject seen = read.seen();
            if (seen != null
                    && (readsMeetWrites || read.asksAll())
                    && write.key().equals(read.key())
                    && write.endedBefore(read)) {
                checkPair(history, write, acknowledged, read, seen);
            }
        }
    }

    private void checkPair(
            History history,
            History.Operation write,
            VersionVector acknowledged,
            History.Operation read,
            StoredObject seen) {
        List<History.Minting> mintings = history.mintingsOf(write.key()).stream()
                .filter(minting -> minting.operation().equals(write.write()))
                .filter(minting -> acknowledged
                        .merge(history.purgedBefore(write.key(), write.endNanos()))
                        .covers(minting.dot()))
                .toList();
        if (mintings.isEmpty()) {
            history.violate(write + " was acknowledged without an event of its own");
        }
        for (History.Minting minting : mintings) {
            boolean wasPurged =
                    history.purgedBefore(write.key(), read.endNanos()).covers(minting.dot());
            if (!wasPurged && !survives(history, minting, seen)) {
                history.violate("lost: " + write + " (dot " + minting.dot() + ") is not in " + read + "; minted: "
                        + history.mintingsOf(write.key()));
            }
        }
    }

    private boolean survives(History history, History.Minting minting, StoredObject seen) {
        for (Sibling sibling : seen.siblings()) {
            if (sibling.operation().equals(minting.operation()) || wasSuperseded(history, minting, sibling, seen)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the operation that `sibling` shows knew the event: by this dot, or by another dot of the same
    /// operation that has collapsed into it.
    private static boolean wasSuperseded(History history, History.Minting minting, Sibling sibling, StoredObject seen) {
        return history.mintingsOf(minting.key()).stream()
                .filter(later -> later.operation().equals(sibling.operation()))
                .filter(later -> seen.context().covers(later.dot()))
                .anyMatch(later -> later.object().context().covers(minting.dot())
                        && !later.object().holds(minting.dot()));
    }
}
