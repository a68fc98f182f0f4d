package io.murmur.actor.membership;

import io.murmur.actor.OutputRunner;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.MembershipInput;
import io.murmur.core.membership.MembershipMachine;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// The membership of one formed node. Owns nothing durable: a new one learns everything again within a few hellos.
public final class MembershipActor extends AbstractMatchingBehavior<MembershipActor.Command> {

    /// What membership hears from the node.
    public sealed interface Command {

        /// A hello came.
        ///
        /// @param senderWallMillis the wall clock in the header of its frame
        record HearHello(Hello hello, long senderWallMillis) implements Command {}

        /// Frames of these nodes were accepted; once per drained mailbox is enough.
        record HearFrames(List<NodeId> senders) implements Command {
            public HearFrames {
                senders = List.copyOf(senders);
            }
        }

        /// This node has joined the Pekko cluster, or has left it.
        record NoteTransport(boolean joined) implements Command {}
    }

    private record TickDue() implements Command {}

    private static final int TICKS_PER_HELLO = 4;

    /// Says hello at once.
    ///
    /// @throws IllegalArgumentException when a member has no address
    public static Behavior<Command> create(MembershipPlan plan, MembershipSurroundings surroundings) {
        surroundings
                .addresses()
                .requireAll(plan.formed().members().stream()
                        .map(Formed.Member::name)
                        .toList());
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Duration tick = Duration.ofMillis(Math.max(1, plan.limits().helloMillis() / TICKS_PER_HELLO));
            timers.startTimerWithFixedDelay(new TickDue(), tick);
            return new MembershipActor(context, plan, surroundings)
                    .advance(new MembershipInput.Started(surroundings.volume().get()));
        }));
    }

    private final MembershipSurroundings surroundings;
    private final OutputRunner<Void> runner;
    private final MembershipMachine machine;

    private MembershipActor(ActorContext<Command> context, MembershipPlan plan, MembershipSurroundings surroundings) {
        super(context);
        this.surroundings = surroundings;
        this.runner = new OutputRunner<>(new MembershipPort(plan.formed(), surroundings));
        this.machine = plan.machine();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case Command.HearHello(var hello, var senderWallMillis) ->
                advance(new MembershipInput.HelloHeard(hello, senderWallMillis));
            case Command.HearFrames(var senders) -> advance(new MembershipInput.FramesHeard(senders));
            case Command.NoteTransport(var joined) -> advance(new MembershipInput.TransportChanged(joined));
            case TickDue() ->
                advance(new MembershipInput.Ticked(surroundings.volume().get()));
        };
    }

    private Behavior<Command> advance(MembershipInput input) {
        machine.on(input, surroundings.clock().get(), runner);
        return this;
    }
}
