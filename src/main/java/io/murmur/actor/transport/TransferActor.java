package io.murmur.actor.transport;

import io.murmur.actor.Inbox;
import io.murmur.actor.LargeMail;
import io.murmur.actor.Local;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.actor.PeerBook;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.LargeMessages;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Carries messages that fit into no frame, in pieces (design decision 18). Owns the [LargeMessages] of the node;
/// after a restart the pieces on their way are lost, and protocols repeat what matters.
public final class TransferActor extends AbstractMatchingBehavior<TransferActor.Command> {

    private static final int BATCH_MAX = 128;
    private static final Duration TICK = Duration.ofMillis(50);

    public sealed interface Command {
        /// An outbox has something that is too large for it.
        record Offer(NodeId to, FramedMessage message) implements Command {}

        /// Another node spoke of a large message.
        record TakeChunk(NodeId from, ChunkMessage message) implements Command {}

        /// Something waits in the inbox.
        record Drain() implements Command {}
    }

    private record TickDue() implements Private {}

    private sealed interface Private extends Command {}

    /// What the actor works with.
    ///
    /// @param local gets what arrives whole, and what must be said in place of who never got it
    public record Supplies(LargeMessages messages, PeerBook peers, Outbox outbox, Local local, NodeClock clock) {}

    private final Supplies supplies;
    private final Inbox<Command> inbox;
    private final TransferOutputs outputs;
    private Now now;

    /// What outboxes put large messages into. What does not fit is lost, as it would be on the way.
    public static LargeMail mailOf(Inbox<Command> inbox) {
        return (to, message) -> {
            var _ = inbox.offer(new Command.Offer(to, message));
        };
    }

    public static Behavior<Command> create(Supplies supplies, Inbox<Command> inbox) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new TickDue(), TICK);
            inbox.attach(() -> context.getSelf().tell(new Command.Drain()));
            return new TransferActor(context, supplies, inbox);
        }));
    }

    private TransferActor(ActorContext<Command> context, Supplies supplies, Inbox<Command> inbox) {
        super(context);
        this.supplies = supplies;
        this.inbox = inbox;
        this.outputs = new TransferOutputs(supplies.outbox(), supplies.local());
        this.now = supplies.clock().now();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        now = supplies.clock().now();
        switch (command) {
            case Command.Drain _ -> inbox.drain(BATCH_MAX, this::step);
            case TickDue _ -> supplies.messages().tick(now, outputs.runner());
            case Command.Offer _, Command.TakeChunk _ -> step(command);
        }
        supplies.outbox().flush();
        return this;
    }

    private void step(Command command) {
        switch (command) {
            case Command.Offer(var to, var message) -> offer(to, message);
            case Command.TakeChunk(var from, var message) ->
                supplies.messages().on(from, message, now, outputs.runner());
            case Command.Drain _, TickDue _ -> {}
        }
    }

    private void offer(NodeId to, FramedMessage message) {
        PeerBook.Entry entry = supplies.peers().find(to);
        if (entry != null) {
            supplies.messages().offer(entry.peer(), message, now, outputs.runner());
        }
    }
}
