package io.murmur.actor.coordinator;

import io.murmur.actor.Inbox;
import io.murmur.actor.NodeClock;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import java.util.ArrayList;
import java.util.List;

/// The coordinators of a node, seen from outside: which one carries out an operation, and which one a reply
/// is for. Thread-safe.
///
/// All operations of a key go to one coordinator, so that they keep the order of their connection.
/// Correlations name their coordinator, see [#bootOf].
public final class Coordinators implements Operations {

    /// At most so many, because a correlation has four bits for them, and one number is the exchanges'.
    public static final int COUNT_MAX = 15;

    /// The place of the exchanges among the coordinators, as far as correlations go.
    private static final int EXCHANGES = 15;

    private static final int BOOT_SHIFT = 52;
    private static final int INDEX_BITS = 4;
    /// Replies are never refused for want of room while operations in flight are bounded: each has few.
    private static final int COMMANDS_PER_OPERATION = 16;

    private final List<Inbox<CoordinatorActor.Command>> inboxes;
    private final int waitingMax;
    private final NodeClock clock;

    /// @param count 1 to [#COUNT_MAX]
    /// @param inFlightMax operations each has at once; as many again may wait
    /// @param clock tells when an operation came
    public Coordinators(int count, int inFlightMax, NodeClock clock) {
        this.clock = clock;
        this.inboxes = new ArrayList<>(count);
        this.waitingMax = inFlightMax;
        for (int i = 0; i < count; i++) {
            inboxes.add(new Inbox<>(COMMANDS_PER_OPERATION * inFlightMax));
        }
    }

    public int count() {
        return inboxes.size();
    }

    Inbox<CoordinatorActor.Command> inbox(int index) {
        return inboxes.get(index);
    }

    /// The number of a coordinator's start: its lowest twelve bits stand in each of its correlations, and the
    /// lowest four of them are its index.
    ///
    /// @param boot random per start of the process
    static long bootOf(long boot, int index) {
        return boot << INDEX_BITS | index;
    }

    /// The same for the exchanges of this process, which ask replicas like a coordinator does.
    public static long bootOfExchanges(long boot) {
        return bootOf(boot, EXCHANGES);
    }

    /// Whether a reply with this correlation is for the exchanges.
    public static boolean isOfExchanges(long correlation) {
        return indexOf(correlation) == EXCHANGES;
    }

    private static int indexOf(long correlation) {
        return (int) (correlation >>> BOOT_SHIFT) & ((1 << INDEX_BITS) - 1);
    }

    @Override
    public void submit(ClientOperation operation, long timeoutMillis, Asker asker) {
        Inbox<CoordinatorActor.Command> inbox = inboxes.get(indexOf(operation));
        boolean taken = inbox.size() < waitingMax
                && inbox.offer(new CoordinatorActor.Command.Submit(operation, timeoutMillis, asker, clock.nanos()));
        if (!taken) {
            asker.answered(new Outcome.Failed(Failure.OVERLOADED), null);
        }
    }

    private int indexOf(ClientOperation operation) {
        return switch (operation) {
            case ClientOperation.OfKey ofKey -> Math.floorMod(ofKey.key().hash(), inboxes.size());
            case ClientOperation.List list -> list.partition() % inboxes.size();
            case ClientOperation.Count count -> count.partition() % inboxes.size();
        };
    }

    /// Hands over what another node's coordinator asks for.
    public boolean deliver(CoordinatorActor.Command command, ClientOperation operation) {
        return inboxes.get(indexOf(operation)).offer(command);
    }

    /// Hands over a reply, or a result, to the coordinator whose `correlation` it bears. One of an earlier
    /// start may reach any; it is not found there.
    public boolean deliver(CoordinatorActor.Command command, long correlation) {
        return inboxes.get(indexOf(correlation) % inboxes.size()).offer(command);
    }

    /// Hands over something that any coordinator can do.
    public boolean deliverToAny(CoordinatorActor.Command command) {
        return inboxes.getFirst().offer(command);
    }
}
