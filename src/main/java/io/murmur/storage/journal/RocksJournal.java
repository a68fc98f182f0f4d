package io.murmur.storage.journal;

import io.murmur.storage.JournalStore;
import io.murmur.storage.StorableEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentImpl;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.util.ByteString;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/// The journal plug-in. Each atomic write is one request to the volume's committer, which joins what waits.
///
/// An event that cannot be serialized rejects its own atomic write; a failed write fails them all, and the node
/// stops. Tags are dropped: there is no query that asks for them. Of an event that brings its own bytes nothing else is
/// kept, neither manifest nor time.
public final class RocksJournal extends AsyncWriteJournal {

    private static final String NO_WRITER = "";

    private final StorageExtension storage = StorageExtension.of(context().system());
    private final JournalStore journal = new JournalStore(storage.volume());
    private final Serialization serialization =
            SerializationExtension.get(context().system());
    private final ExtendedActorSystem system = (ExtendedActorSystem) context().system();

    /// All of one call is one write: Pekko hands over what one actor waits for, and if part of it failed while
    /// a later part succeeded the journal would have a gap.
    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        List<Optional<Exception>> verdicts = new ArrayList<>();
        List<CompletableFuture<Void>> writes = new ArrayList<>(1);
        Map<String, JournalStore.Append> appends = new LinkedHashMap<>();
        for (AtomicWrite message : messages) {
            try {
                List<Entry> entries = entriesOf(message);
                JournalStore.Append append = appends.computeIfAbsent(message.persistenceId(), journal::append);
                entries.forEach(entry -> entry.addTo(append));
                verdicts.add(Optional.empty());
            } catch (Exception unserializable) {
                verdicts.add(Optional.of(unserializable));
            }
        }
        appends.values().forEach(append -> writes.add(append.submit()));
        boolean allWell = verdicts.stream().allMatch(Optional::isEmpty);
        Iterable<Optional<Exception>> answer = allWell ? List.of() : verdicts;
        CompletableFuture<Void> all = writes.size() == 1
                ? writes.getFirst()
                : CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
        return FutureConverters.asScala(all.thenApply(_ -> answer));
    }

    /// An event that can be written: it brings its bytes, or they were made.
    private sealed interface Entry {
        void addTo(JournalStore.Append append);
    }

    private record Storable(long sequence, StorableEvent event) implements Entry {
        @Override
        public void addTo(JournalStore.Append append) {
            append.add(sequence, event);
        }
    }

    private record Serialized(long sequence, ByteString bytes) implements Entry {
        @Override
        public void addTo(JournalStore.Append append) {
            append.add(sequence, bytes.toArrayUnsafe());
        }
    }

    private List<Entry> entriesOf(AtomicWrite message) {
        List<Entry> entries = new ArrayList<>(message.payload().size());
        for (PersistentRepr given : CollectionConverters.asJava(message.payload())) {
            PersistentRepr event =
                    given.payload() instanceof Tagged tagged ? given.withPayload(tagged.payload()) : given;
            entries.add(
                    event.payload() instanceof StorableEvent storable
                            ? new Storable(event.sequenceNr(), storable)
                            : new Serialized(
                                    event.sequenceNr(),
                                    ByteString.fromArrayUnsafe(
                                            serialization.serialize(event).get())));
        }
        return entries;
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequence) {
        return FutureConverters.asScala(journal.deleteTo(persistenceId, toSequence));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        var range = new JournalStore.Range(from, to, max);
        return FutureConverters.asScala(
                journal.replay(persistenceId, range, record -> replay.accept(recovered(persistenceId, record))));
    }

    /// All events are shown as written by the same writer: no journal has two, and a record that brings its own bytes
    /// does not say who wrote it. Pekko's replay filter would drop what it takes for an older writer's.
    private PersistentRepr recovered(String persistenceId, JournalStore.Recovered record) {
        if (record.kind() == JournalStore.SERIALIZED) {
            PersistentRepr event = serialization
                    .deserialize(record.content(), PersistentImpl.class)
                    .get();
            return event.update(record.sequence(), persistenceId, event.deleted(), event.sender(), NO_WRITER);
        }
        return PersistentRepr.apply(
                storage.decoded(record.kind(), record.content()),
                record.sequence(),
                persistenceId,
                "",
                false,
                system.provider().deadLetters(),
                NO_WRITER);
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
        return FutureConverters.asScala(journal.highestSequence(persistenceId));
    }
}
