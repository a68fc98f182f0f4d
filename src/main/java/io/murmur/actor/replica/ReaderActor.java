package io.murmur.actor.replica;

import io.murmur.actor.Inbox;
import io.murmur.actor.Outbox;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.listing.RowPage;
import io.murmur.core.replica.message.Deadline;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.storage.ObjectTable;
import java.io.IOException;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;

/// Answers looks at this node's replicas from what is durable, beside the lanes, so that no read waits for a
/// sync.
///
/// Owns nothing. Blocks for point reads and pages of the table; runs on the replicas' dispatcher.
public final class ReaderActor extends AbstractMatchingBehavior<ReaderActor.Command> {

    private static final int BATCH_MAX = 128;

    public sealed interface Command {
        /// Another node, or this one, wants to see something.
        ///
        /// @param arrivedNanos monotonic
        record Look(NodeId from, ReplicaRequest.Look request, Deadline deadline, long arrivedNanos)
                implements Command {}

        /// Something waits in the inbox.
        record Drain() implements Command {}
    }

    private final ReplicaSupplies supplies;
    private final Inbox<Command> inbox;
    private final ObjectTable table;
    private final ObjectLoader objects;
    private final Outbox outbox;
    private final Logger log;

    public static Behavior<Command> create(ReplicaSupplies supplies, Inbox<Command> inbox) {
        return Behaviors.setup(context -> {
            inbox.attach(() -> context.getSelf().tell(new Command.Drain()));
            return new ReaderActor(context, supplies, inbox);
        });
    }

    private ReaderActor(ActorContext<Command> context, ReplicaSupplies supplies, Inbox<Command> inbox) {
        super(context);
        this.supplies = supplies;
        this.inbox = inbox;
        this.table = supplies.volume().objects();
        this.outbox = supplies.newOutbox();
        this.objects = new ObjectLoader(
                table,
                supplies.figures(),
                damaged -> outbox.send(supplies.self().node(), damaged));
        this.log = context.getLog();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Command.Look look -> answer(look);
            case Command.Drain _ -> inbox.drain(BATCH_MAX, this::onMessage);
        }
        if (command instanceof Command.Drain) {
            outbox.flush();
        }
        return this;
    }

    private void answer(Command.Look look) {
        Now now = supplies.clock().now();
        if (look.deadline().hasPassed(now)) {
            supplies.figures().expired();
            return;
        }
        Routing routing = look.request().routing();
        Refusal closed = supplies.gate().closedForLooks();
        ReplicaReply reply;
        long epoch = supplies.epochs().epochOf(routing.partition());
        if (!supplies.decider().mayShow(look.request())) {
            reply = new ReplicaReply.Refused(routing.correlation(), Refusal.NOT_AN_OWNER);
        } else if (routing.epoch() != epoch) {
            reply = new ReplicaReply.StaleEpoch(routing.correlation(), routing.partition(), epoch);
        } else if (closed != null) {
            reply = new ReplicaReply.Refused(routing.correlation(), closed);
        } else {
            reply = look(look.request(), routing);
        }
        var asked = new Outbox.Asked(look.arrivedNanos(), now.nanos() - look.arrivedNanos());
        outbox.answer(look.from(), reply, asked);
    }

    private ReplicaReply look(ReplicaRequest.Look request, Routing routing) {
        return switch (request) {
            case ReplicaRequest.Read(_, var key, var fullBytesMax) -> read(routing, key, fullBytesMax);
            case ReplicaRequest.ReadAfter after -> readAfter(after, routing);
            case ReplicaRequest.Page page -> page(page, routing);
            case ReplicaRequest.ListRows list -> listRows(list);
            case ReplicaRequest.Count _ ->
                new ReplicaReply.Counted(
                        routing.correlation(), supplies.figures().livingKeys(routing.partition()));
        };
    }

    private ReplicaReply read(Routing routing, Key key, int fullBytesMax) {
        supplies.figures().read();
        StoredObject object = objects.load(routing.partition(), key);
        if (object == null) {
            return new ReplicaReply.Refused(routing.correlation(), Refusal.ROTTEN);
        }
        // ABSENT is short, and its bytes are never asked for.
        boolean whole = !object.isKnown() || object.encoded().length <= fullBytesMax;
        return whole
                ? new ReplicaReply.Held(routing.correlation(), object)
                : new ReplicaReply.HeldDigest(routing.correlation(), ObjectDigest.of(object));
    }

    /// The clock is looked at first: what it covers then is among what is read.
    private ReplicaReply readAfter(ReplicaRequest.ReadAfter after, Routing routing) {
        boolean isBehind = !supplies.figures().applied(routing.partition()).dominates(after.seen());
        ReplicaReply reply = read(routing, after.key(), isBehind ? Integer.MAX_VALUE : after.fullBytesMax());
        return isBehind && reply instanceof ReplicaReply.Held(var correlation, var object)
                ? new ReplicaReply.HeldBehind(correlation, object)
                : reply;
    }

    private ReplicaReply page(ReplicaRequest.Page page, Routing routing) {
        long wallMillis = supplies.clock().now().wallMillis();
        try {
            ObjectTable.Page listed = table.page(
                    routing.partition(),
                    page.fromHash(),
                    page.limit(),
                    row -> IndexRow.decode(row).isLivingAt(wallMillis));
            return new ReplicaReply.PageListed(routing.correlation(), listed.keys(), listed.nextHash(), listed.last());
        } catch (IOException | MalformedBytes rotten) {
            return damaged(routing, rotten);
        }
    }

    private ReplicaReply listRows(ReplicaRequest.ListRows list) {
        RowPage page = new RowPage(list);
        try {
            table.scan(
                    list.routing().partition(),
                    list.fromHash(),
                    (key, indexRow) -> page.take(key, IndexRow.decode(indexRow)));
            return page.listed();
        } catch (IOException | MalformedBytes rotten) {
            return damaged(list.routing(), rotten);
        }
    }

    private ReplicaReply damaged(Routing routing, Exception rotten) {
        supplies.figures().damaged();
        log.error("The index of partition {} is damaged: {}", routing.partition(), rotten.getMessage());
        return new ReplicaReply.Refused(routing.correlation(), Refusal.ROTTEN);
    }
}
