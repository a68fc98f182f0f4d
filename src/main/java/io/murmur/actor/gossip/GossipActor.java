package io.murmur.actor.gossip;

import io.murmur.actor.Inbox;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.gossip.GossipInput;
import io.murmur.core.gossip.GossipMachine;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Tells other nodes how this one is doing and what it has heard of others, and shows that on the board.
///
/// Owns the [GossipMachine]; nothing of it survives a restart, and the first exchange brings it back.
public final class GossipActor extends AbstractMatchingBehavior<GossipActor.Command> {

    private static final int BATCH_MAX = 64;

    public sealed interface Command {
        /// Another node said something.
        record TakeGossip(NodeId from, GossipMessage message) implements Command {}

        /// Something waits in the inbox.
        record Drain() implements Command {}
    }

    private record RoundDue() implements Private {}

    private sealed interface Private extends Command {}

    /// What the actor works with.
    ///
    /// @param every how long a round is
    /// @param condition of this node, asked each round on the actor's thread
    /// @param board where what is known is shown
    public record Supplies(
            GossipMachine machine,
            Duration every,
            Supplier<Condition> condition,
            GossipBoard board,
            Outbox outbox,
            NodeClock clock) {}

    private static final class Port implements OutputRunner.PublishingPort<Void> {

        private final Outbox outbox;

        private Port(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public void send(NodeId to, Message message, int waitsMillis) {
            outbox.send(to, message, waitsMillis);
        }

        @Override
        public void publish(Message event) {}
    }

    private final Supplies supplies;
    private final Inbox<Command> inbox;
    private final OutputRunner<Void> runner;

    public static Behavior<Command> create(Supplies supplies, Inbox<Command> inbox) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new RoundDue(), supplies.every());
            inbox.attach(() -> context.getSelf().tell(new Command.Drain()));
            return new GossipActor(context, supplies, inbox);
        }));
    }

    private GossipActor(ActorContext<Command> context, Supplies supplies, Inbox<Command> inbox) {
        super(context);
        this.supplies = supplies;
        this.inbox = inbox;
        this.runner = new OutputRunner<>(new Port(supplies.outbox()));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Command.Drain _ -> inbox.drain(BATCH_MAX, this::step);
            case Command.TakeGossip _, Private _ -> step(command);
        }
        supplies.board().show(supplies.machine().table());
        supplies.outbox().flush();
        return this;
    }

    private void step(Command command) {
        switch (command) {
            case Command.TakeGossip(var from, var message) -> advance(new GossipInput.Told(from, message));
            case RoundDue _ ->
                advance(new GossipInput.Ticked(supplies.condition().get()));
            case Command.Drain _ -> {}
        }
    }

    private void advance(GossipInput input) {
        supplies.machine().on(input, supplies.clock().now(), runner);
    }
}
