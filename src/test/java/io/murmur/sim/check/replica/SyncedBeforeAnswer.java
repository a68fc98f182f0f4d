package io.murmur.sim.check.replica;

import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;
import java.util.List;

/// G1: at the moment a write was answered, the disks of W owners held its event.
public final class SyncedBeforeAnswer implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Disks disks : history.all(Fact.Disks.class)) {
            VersionVector acknowledged = disks.write().acknowledged();
            if (acknowledged != null) {
                checkHolders(history, disks, acknowledged);
            }
        }
    }

    private static void checkHolders(History history, Fact.Disks disks, VersionVector acknowledged) {
        List<History.Minting> events = history.mintingsOf(disks.write().key()).stream()
                .filter(minting -> minting.operation().equals(disks.write().write()))
                .filter(minting -> acknowledged
                        .merge(history.purgedBefore(minting.key(), disks.write().endNanos()))
                        .covers(minting.dot()))
                .toList();
        long holders = disks.known().stream()
                .filter(known -> !events.isEmpty() && events.stream().allMatch(event -> known.covers(event.dot())))
                .count();
        // What a lost volume held cannot be looked up any more.
        if (holders + disks.lost() < disks.writeOwners()) {
            history.violate("answered too early: " + disks.write() + " is on " + holders + " disks");
        }
    }
}
