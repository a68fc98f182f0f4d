package io.murmur.storage.journal;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/// A typed persistent actor with snapshots every ten events, of which the last two are kept, and events deleted
/// behind them.
final class Counter extends EventSourcedBehavior<Counter.Command, Long, Long> {

    sealed interface Command {
        record Add(long amount) implements Command {}

        record Total(ActorRef<Long> replyTo) implements Command {}
    }

    private Counter(String id) {
        super(PersistenceId.ofUniqueId(id));
    }

    static Behavior<Command> create(String id) {
        return new Counter(id);
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(10, 2).withDeleteEventsOnSnapshot();
    }

    @Override
    public CommandHandler<Command, Long, Long> commandHandler() {
        return (total, command) -> switch (command) {
            case Command.Add(var amount) -> Effect().persist(amount);
            case Command.Total(var replyTo) -> Effect().none().thenReply(replyTo, _ -> total);
        };
    }

    @Override
    public EventHandler<Long, Long> eventHandler() {
        return Long::sum;
    }
}
