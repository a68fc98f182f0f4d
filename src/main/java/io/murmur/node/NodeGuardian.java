package io.murmur.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// The parent of a node's actors: starts them, and tells when one of them ends. A node with an actor missing must not
/// go on as if nothing had happened.
final class NodeGuardian extends AbstractMatchingBehavior<NodeGuardian.Command> {

    sealed interface Command {}

    /// An actor to be started, and who gets to know it.
    private record Start<T>(Behavior<T> behavior, String name, Props props, CompletableFuture<ActorRef<T>> started)
            implements Command {

        void in(ActorContext<Command> context) {
            ActorRef<T> ref = context.spawn(behavior, name, props);
            context.watch(ref);
            started.complete(ref);
        }
    }

    private final Consumer<String> lost;

    /// @param lost told, as a sentence, when an actor ended by itself
    static Behavior<Command> create(Consumer<String> lost) {
        return Behaviors.setup(context -> new NodeGuardian(context, lost));
    }

    private NodeGuardian(ActorContext<Command> context, Consumer<String> lost) {
        super(context);
        this.lost = lost;
    }

    /// Starts an actor below `guardian`; waits until it is there.
    static <T> ActorRef<T> start(ActorRef<Command> guardian, Behavior<T> behavior, String name, Props props) {
        CompletableFuture<ActorRef<T>> started = new CompletableFuture<>();
        guardian.tell(new Start<>(behavior, name, props, started));
        try {
            return started.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting " + name, interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot start " + name, failed);
        }
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Start<?> start -> start.in(getContext());
        }
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) throws Exception {
        return switch (signal) {
            case ChildFailed failed -> lose(failed.getRef(), String.valueOf(failed.cause()));
            case Terminated ended -> lose(ended.getRef(), "it ended");
            default -> super.onSignal(signal);
        };
    }

    private Behavior<Command> lose(ActorRef<Void> ref, String why) {
        lost.accept("the actor " + ref.path().name() + " is gone: " + why);
        return this;
    }
}
