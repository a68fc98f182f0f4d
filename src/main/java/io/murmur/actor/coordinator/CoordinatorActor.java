package io.murmur.actor.coordinator;

import io.murmur.actor.Inbox;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.CoordinatorInput;
import io.murmur.core.replicate.CoordinatorMachine;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.PeerMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// One coordinator: works through what waits in its inbox, then sends one frame to each node it has something
/// to say to. Time passes for all its requests in one tick.
///
/// Owns the [CoordinatorMachine] and who waits for its answers. Nothing of it survives a restart.
public final class CoordinatorActor extends AbstractMatchingBehavior<CoordinatorActor.Command> {

    private static final int BATCH_MAX = 512;

    public sealed interface Command {
        /// A client of this node asks.
        ///
        /// @param arrivedNanos monotonic
        record Submit(ClientOperation operation, long timeoutMillis, Asker asker, long arrivedNanos)
                implements Command {}

        /// A replica replied.
        record TakeReply(NodeId from, ReplicaReply reply, Stay stay) implements Command {}

        /// A coordinator of another node spoke.
        record TakePeerMessage(NodeId from, PeerMessage message, Stay stay) implements Command {}

        /// A replica of this node found counters that will never carry data.
        record SpreadVoid(ReplicaEvent.GapVoided gap) implements Command {}

        /// Something waits in the inbox.
        record Drain() implements Command {}
    }

    private record TickDue() implements Private {}

    private sealed interface Private extends Command {}

    /// What a coordinator needs.
    ///
    /// @param machine makes the machine of this start from the number of the start
    /// @param inFlight shown to others: the requests of this coordinator
    public record Supplies(
            LongFunction<CoordinatorMachine> machine,
            NodeId self,
            Outbox outbox,
            NodeClock clock,
            AtomicInteger inFlight) {}

    private final Inbox<Command> inbox;
    private final CoordinatorMachine machine;
    private final NodeId self;
    private final NodeClock clock;
    private final AtomicInteger inFlight;
    private final AnswerBook outputs;
    private Now now;

    /// One of a node's coordinators.
    ///
    /// @param index which of `coordinators` it is
    /// @param boot random per start of the process
    public static Behavior<Command> create(
            Supplies supplies, Coordinators coordinators, int index, long boot, Duration tick) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new TickDue(), tick);
            Inbox<Command> inbox = coordinators.inbox(index);
            inbox.attach(() -> context.getSelf().tell(new Command.Drain()));
            CoordinatorMachine machine = supplies.machine().apply(Coordinators.bootOf(boot, index));
            return new CoordinatorActor(context, supplies, inbox, machine);
        }));
    }

    private CoordinatorActor(
            ActorContext<Command> context, Supplies supplies, Inbox<Command> inbox, CoordinatorMachine machine) {
        super(context);
        this.inbox = inbox;
        this.machine = machine;
        this.self = supplies.self();
        this.clock = supplies.clock();
        this.inFlight = supplies.inFlight();
        this.outputs = new AnswerBook(supplies.outbox(), clock);
        this.now = clock.now();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        now = clock.now();
        switch (command) {
            case Command.Drain _ -> inbox.drain(BATCH_MAX, this::step);
            case TickDue _ -> {
                // First what has come: an answer that waits here is no answer that is late.
                inbox.drain(BATCH_MAX, this::step);
                advance(new CoordinatorInput.Ticked());
            }
            case Command.Submit _, Command.TakeReply _, Command.TakePeerMessage _, Command.SpreadVoid _ ->
                step(command);
        }
        outputs.flush();
        machine.left(clock.nanos());
        inFlight.set(machine.inFlight());
        return this;
    }

    private void step(Command command) {
        switch (command) {
            case Command.Submit submit -> submit(submit);
            case Command.TakeReply(var from, var reply, var stay) ->
                advance(new CoordinatorInput.Replied(from, reply, stay));
            case Command.TakePeerMessage(var from, var message, var stay) ->
                advance(new CoordinatorInput.PeerSpoke(from, message, stay));
            case Command.SpreadVoid(var gap) -> advance(new CoordinatorInput.VoidFound(gap));
            case Command.Drain _, TickDue _ -> {}
        }
    }

    private void submit(Command.Submit submit) {
        Itinerary itinerary =
                new Itinerary(self, submit.arrivedNanos(), submit.asker().wantsDetail());
        long ticket = outputs.ticketFor(submit.asker(), itinerary);
        advance(new CoordinatorInput.Submitted(ticket, submit.operation(), submit.timeoutMillis(), itinerary));
    }

    private void advance(CoordinatorInput input) {
        machine.on(input, now, outputs.runner());
    }
}
