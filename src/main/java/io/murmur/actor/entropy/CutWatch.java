package io.murmur.actor.entropy;

import io.murmur.core.cut.CutLog;
import io.murmur.core.cut.Cuts;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.MemberView;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.value.Sibling;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Notes what cuts of this node are like: told by membership, exchanges and lanes, read by anybody. Thread-safe.
///
/// In good times a lane's row costs it one look at an empty set.
public final class CutWatch {

    private final NodeId self;
    private final CutLog log;
    private final LongSupplier writes;
    private final LongSupplier wallMillis;
    private final Consumer<Cuts> keep;
    private volatile Set<NodeId> apart;

    /// Watches from the start of a process.
    ///
    /// @param writes this node has named since it started
    /// @param wallMillis the wall clock
    /// @param keep keeps what is known, whenever a cut has begun, has ended or has healed; returns at once
    public CutWatch(NodeId self, CutLog log, LongSupplier writes, LongSupplier wallMillis, Consumer<Cuts> keep) {
        this.self = self;
        this.log = log;
        this.writes = writes;
        this.wallMillis = wallMillis;
        this.keep = keep;
        this.apart = log.apart();
    }

    /// Who is in touch now.
    public synchronized void update(MembershipView view) {
        for (MemberView member : view.members()) {
            if (!member.node().equals(self)) {
                update(member);
            }
        }
        changed();
    }

    private void update(MemberView member) {
        if (member.reachable()) {
            log.found(member.node(), wallMillis.getAsLong(), writes.getAsLong());
        } else {
            log.lost(member.node(), wallMillis.getAsLong(), writes.getAsLong());
        }
    }

    private void changed() {
        Set<NodeId> now = log.apart();
        if (!now.equals(apart)) {
            apart = now;
            keep.accept(log.cuts(writes.getAsLong()));
        }
    }

    /// An exchange tells of itself.
    public void note(ExchangeNotice notice) {
        if (!apart.contains(notice.peer())) {
            return;
        }
        synchronized (this) {
            switch (notice) {
                case ExchangeNotice.Agreed(var peer, var partitions) ->
                    log.agreed(peer, partitions, wallMillis.getAsLong());
                case ExchangeNotice.CaughtUp(var peer, var partitions) ->
                    log.agreed(peer, partitions, wallMillis.getAsLong());
                case ExchangeNotice.Fetched(var peer, var objects, var bytes, _) ->
                    log.fetched(peer, objects, bytes);
                case ExchangeNotice.Weeded _,
                        ExchangeNotice.Ended _,
                        ExchangeNotice.GivenUp _,
                        ExchangeNotice.Pulled _ -> {}
            }
            changed();
        }
    }

    /// A row of this node became another one, durably.
    public void stored(RowChange row) {
        Set<NodeId> writers = apart;
        if (writers.isEmpty()) {
            return;
        }
        for (Sibling sibling : row.after().siblings()) {
            if (writers.contains(sibling.dot().actor().node())) {
                synchronized (this) {
                    log.stored(row);
                }
                return;
            }
        }
    }

    /// All cuts that are known.
    public synchronized Cuts cuts() {
        return log.cuts(writes.getAsLong());
    }
}
