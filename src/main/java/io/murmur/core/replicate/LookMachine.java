package io.murmur.core.replicate;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.replica.listing.MergedPage;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Asks owners of a partition for a count, which is what one of them knows, or for a page of keys, which is what R of
/// them know together. One that does not answer in time, or refuses, is made up for by the next.
///
/// Asking -> Answered: one has counted, or R have listed and agree. Asking -> Reading: R have listed, and differ about
/// some keys ([MergedPage]); whoever runs this takes those ([#takeDoubted]) and reads each as for a client, with a
/// ticket of [#ticketOf]. Reading -> Answered: all are read; what shows nothing is left out. Any -> Answered with a
/// failure: the deadline passed, or a read failed.
final class LookMachine implements RequestMachine {

    /// Keys of one page that are read: they are read at once, and may be large.
    static final int DOUBTED_MAX = 64;

    private final Target target;
    private final Ticket ticket;
    private final Look look;
    private final ReplicationLimits limits;
    private final boolean readsWhatDiffers;
    private final Map<NodeId, ReplicaReply.RowsListed> pages = new TreeMap<>();
    private final Set<Key> dead = new TreeSet<>();
    private @Nullable MergedPage merged;
    private List<Key> doubted = List.of();
    private int unread;
    private int next;
    private boolean done;
    private long retryNanos;
    private long wallMillis;

    /// A look at a partition.
    ///
    /// @param operation a list or a count
    /// @param needed owners that have to answer: 1 for a count
    /// @param preferred the owners in the order they are asked, reachable ones first
    record Look(ClientOperation operation, int needed, List<NodeId> preferred) {}

    LookMachine(Target target, Ticket ticket, Look look, CoordinatorSettings settings) {
        this.target = target;
        this.ticket = ticket;
        this.look = look;
        this.limits = settings.limits();
        this.readsWhatDiffers = settings.safeguards().has(Safeguard.READ_WHAT_LISTS_DIFFER_IN);
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        wallMillis = now.wallMillis();
        for (int asked = 0; asked < look.needed(); asked++) {
            askNext(now, out);
        }
    }

    private void askNext(Now now, Outputs<Outcome> out) {
        retryNanos = now.nanosAfterMillis(limits.resendMillis());
        List<NodeId> preferred = look.preferred();
        while (pages.containsKey(preferred.get(next % preferred.size()))) {
            next++;
        }
        NodeId owner = preferred.get(next % preferred.size());
        next++;
        ReplicaRequest request = switch (look.operation()) {
            case ClientOperation.List(_, var fromHash, var limit) ->
                new ReplicaRequest.ListRows(target.routing(0), fromHash, limit, wallMillis);
            case ClientOperation.Count _ -> new ReplicaRequest.Count(target.routing(0));
            case ClientOperation.OfKey _ -> throw new IllegalStateException("not a look");
        };
        out.send(owner, request, ticket.waitsMillis(now));
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (done || merged != null || !target.owners().contains(from)) {
            return;
        }
        switch (reply) {
            case ReplicaReply.RowsListed page -> {
                pages.put(from, page);
                if (pages.size() >= look.needed()) {
                    merge(out);
                }
            }
            case ReplicaReply.Counted(_, var livingKeys) -> finish(new Outcome.Counted(livingKeys), out);
            case ReplicaReply.Refused _, ReplicaReply.StaleEpoch _ -> {
                if (next < look.preferred().size()) {
                    askNext(now, out);
                }
            }
            case ReplicaReply.PageListed _,
                    ReplicaReply.Vouched _,
                    ReplicaReply.Recalled _,
                    ReplicaReply.Minted _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.Stored _,
                    ReplicaReply.Held _,
                    ReplicaReply.HeldDigest _,
                    ReplicaReply.HeldBehind _ -> {}
        }
    }

    private void merge(Outputs<Outcome> out) {
        MergedPage page = MergedPage.of(List.copyOf(pages.values()), DOUBTED_MAX);
        merged = page;
        if (readsWhatDiffers) {
            doubted = page.doubted();
            unread = doubted.size();
        }
        finishIfRead(page, out);
    }

    /// The keys that are to be read, once.
    List<Key> takeDoubted() {
        List<Key> taken = doubted;
        doubted = List.of();
        return taken;
    }

    /// Of as many owners a doubted key is read.
    int needed() {
        return look.needed();
    }

    long correlation() {
        return target.correlation();
    }

    /// Where the outcome of the read of `key` goes.
    Ticket ticketOf(Key key) {
        return new Ticket(null, 0, ticket.deadlineNanos(), ticket.itinerary(), new Ticket.Part(this, key));
    }

    /// A doubted key has been read, or could not be.
    void read(Key key, Outcome outcome, Outputs<Outcome> out) {
        MergedPage page = merged;
        if (done || page == null) {
            return;
        }
        if (!(outcome instanceof Outcome.Read(var object))) {
            finish(outcome, out);
            return;
        }
        if (!object.isAliveAt(wallMillis)) {
            dead.add(key);
        }
        unread--;
        finishIfRead(page, out);
    }

    private void finishIfRead(MergedPage page, Outputs<Outcome> out) {
        if (unread == 0) {
            List<Key> keys = new ArrayList<>(page.keys());
            keys.removeIf(dead::contains);
            finish(new Outcome.Listed(keys, page.nextHash(), page.last()), out);
        }
    }

    private void finish(Outcome outcome, Outputs<Outcome> out) {
        done = true;
        ticket.answer(outcome, out);
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (done) {
            return;
        }
        if (now.hasReached(ticket.deadlineNanos())) {
            finish(new Outcome.Failed(Failure.TRY_AGAIN), out);
        } else if (merged == null && now.hasReached(retryNanos)) {
            askNext(now, out);
        }
    }

    @Override
    public Ticket ticket() {
        return ticket;
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
