package io.murmur.storage.journal;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotOffer;
import scala.Option;

/// A persistent actor of the classic kind: remembers every event, persists what it is told, and tells its owner what
/// became of it.
final class Recorder extends AbstractPersistentActor {

    /// Persists these events together.
    record Persist(List<Object> events) {}

    /// Takes a snapshot of what is remembered.
    record TakeSnapshot() {}

    /// Deletes the events up to this sequence number.
    record DeleteTo(long sequence) {}

    /// Answers [Remembered].
    record Tell() {}

    record Stop() {}

    record Recovered(List<Object> events, long sequence) {}

    record Remembered(List<Object> events, long sequence) {}

    record Persisted(Object event) {}

    record Rejected(Object event, long sequence) {}

    record RecoveryFailed(String reason) {}

    private final String id;
    private final ActorRef owner;
    private final Recovery recovery;
    private final List<Object> events = new ArrayList<>();

    Recorder(String id, ActorRef owner, Recovery recovery) {
        this.id = id;
        this.owner = owner;
        this.recovery = recovery;
    }

    static Props props(String id, ActorRef owner) {
        return props(id, owner, Recovery.create());
    }

    static Props props(String id, ActorRef owner, Recovery recovery) {
        return Props.create(Recorder.class, () -> new Recorder(id, owner, recovery));
    }

    @Override
    public String persistenceId() {
        return id;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(SnapshotOffer.class, offer -> remember(offer.snapshot().toString()))
                .match(RecoveryCompleted.class, _ -> tell(new Recovered(List.copyOf(events), lastSequenceNr())))
                .matchAny(events::add)
                .build();
    }

    private void remember(String snapshot) {
        events.addAll(List.of(snapshot.split(",")));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Persist.class, persist -> persistAll(persist.events(), this::persisted))
                .match(TakeSnapshot.class, _ -> saveSnapshot(snapshot()))
                .match(DeleteTo.class, delete -> deleteMessages(delete.sequence()))
                .match(SaveSnapshotSuccess.class, this::tell)
                .match(DeleteMessagesSuccess.class, this::tell)
                .match(Tell.class, _ -> tell(new Remembered(List.copyOf(events), lastSequenceNr())))
                .match(Stop.class, _ -> getContext().stop(self()))
                .build();
    }

    private String snapshot() {
        return String.join(",", events.stream().map(Object::toString).toList());
    }

    private void persisted(Object event) {
        events.add(event);
        tell(new Persisted(event));
    }

    private void tell(Object message) {
        owner.tell(message, self());
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequence) {
        tell(new Rejected(event, sequence));
    }

    @Override
    public void onRecoveryFailure(Throwable cause, Option<Object> event) {
        tell(new RecoveryFailed(cause.toString()));
    }
}
