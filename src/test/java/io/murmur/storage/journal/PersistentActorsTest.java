package io.murmur.storage.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.NumberedEvent;
import io.murmur.storage.journal.Recorder.DeleteTo;
import io.murmur.storage.journal.Recorder.Persist;
import io.murmur.storage.journal.Recorder.Persisted;
import io.murmur.storage.journal.Recorder.Recovered;
import io.murmur.storage.journal.Recorder.RecoveryFailed;
import io.murmur.storage.journal.Recorder.Rejected;
import io.murmur.storage.journal.Recorder.Remembered;
import io.murmur.storage.journal.Recorder.Tell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Persistent actors of both kinds on a volume: what they persisted is what they are after a restart.
class PersistentActorsTest {

    @TempDir
    private Path folder;

    private PersistentSystem persistent;
    private TestKit probe;

    @BeforeEach
    void start() throws IOException {
        persistent = new PersistentSystem(folder);
        probe = persistent.probe();
    }

    @AfterEach
    void stop() throws IOException {
        persistent.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    /// What no serializer knows.
    private record Unserializable() {}

    @Test
    void remembersEventsAcrossARestart() throws Exception {
        ActorRef recorder = recovered(List.of(), 0);
        persist(recorder, "one", new NumberedEvent("a", 2), "three");
        restart();
        ActorRef again = recovered(List.of("one", new NumberedEvent("a", 2), "three"), 3);
        persist(again, "four");
        restart();
        recovered(List.of("one", new NumberedEvent("a", 2), "three", "four"), 4);
    }

    @Test
    void recoversFromASnapshotAndTheEventsBehindIt() throws Exception {
        ActorRef recorder = recovered(List.of(), 0);
        persist(recorder, "one", "two");
        takeSnapshot(recorder);
        persist(recorder, "three");
        delete(recorder, 2);
        restart();
        recovered(List.of("one", "two", "three"), 3);
    }

    @Test
    void numbersGoOnBehindDeletedEvents() throws Exception {
        ActorRef recorder = recovered(List.of(), 0);
        persist(recorder, "one", "two", "three");
        delete(recorder, Long.MAX_VALUE);
        restart();
        ActorRef again = recovered(List.of(), 3);
        persist(again, "four");
        restart();
        recovered(List.of("four"), 4);
    }

    @Test
    void recoversAsFarAsItIsAsked() throws Exception {
        ActorRef recorder = recovered(List.of(), 0);
        persist(recorder, "one", "two");
        takeSnapshot(recorder);
        persist(recorder, "three", "four");
        takeSnapshot(recorder);
        persist(recorder, "five");
        restart();
        spawn(Recovery.create(SnapshotSelectionCriteria.create(3, Long.MAX_VALUE)));
        expect(new Recovered(List.of("one", "two", "three", "four", "five"), 5));
        spawn(Recovery.create(3));
        assertEquals(List.of("one", "two", "three"), expect(Recovered.class).events());
        spawn(Recovery.create(SnapshotSelectionCriteria.none(), 5, 2));
        assertEquals(List.of("one", "two"), expect(Recovered.class).events());
    }

    @Test
    void rejectsEventsTogetherAndGoesOn() throws Exception {
        ActorRef recorder = recovered(List.of(), 0);
        persist(recorder, "one");
        recorder.tell(new Persist(List.of("two", new Unserializable())), probe.getRef());
        expect(new Rejected("two", 2));
        expect(new Rejected(new Unserializable(), 3));
        recorder.tell(new Persist(List.of("four")), probe.getRef());
        expect(new Persisted("four"));
        recorder.tell(new Tell(), probe.getRef());
        assertEquals(List.of("one", "four"), expect(Remembered.class).events());
        restart();
        assertEquals(List.of("one", "four"), spawnAndExpect().events());
    }

    @Test
    void failsToRecoverWithASentenceWhenATagIsUnknown() throws Exception {
        persist(recovered(List.of(), 0), "one", new NumberedEvent("a", 2));
        stop();
        persistent = new PersistentSystem(folder, false);
        probe = persistent.probe();
        spawn(Recovery.create());
        String reason = expect(RecoveryFailed.class).reason();
        assertTrue(reason.contains("tag 1 are not known to this version: start the version"), reason);
    }

    @Test
    void sharesSyncsAmongManyActors() throws Exception {
        List<ActorRef> actors = new ArrayList<>();
        for (int number = 0; number < 64; number++) {
            actors.add(persistent.system().actorOf(Recorder.props("actor-" + number, probe.getRef())));
        }
        actors.forEach(_ -> expect(Recovered.class));
        long syncs = persistent.volume().counters().syncs();
        long requests = persistent.volume().counters().requests();
        for (int round = 0; round < 20; round++) {
            for (ActorRef actor : actors) {
                actor.tell(new Persist(List.of("event")), probe.getRef());
            }
        }
        for (int i = 0; i < 20 * actors.size(); i++) {
            expect(Persisted.class);
        }
        syncs = persistent.volume().counters().syncs() - syncs;
        requests = persistent.volume().counters().requests() - requests;
        assertTrue(syncs < requests, requests + " writes took " + syncs + " syncs");
    }

    @Test
    void servesTypedBehaviorsWithRetention() throws Exception {
        var counter = persistent.spawn("count", Counter.create("typed"));
        LongStream.rangeClosed(1, 57).forEach(_ -> counter.tell(new Counter.Command.Add(1)));
        var typed = persistent.<Long>typedProbe();
        counter.tell(new Counter.Command.Total(typed.ref()));
        typed.expectMessage(PersistentSystem.PATIENCE, 57L);
        restart();
        var again = persistent.spawn("count", Counter.create("typed"));
        var asked = persistent.<Long>typedProbe();
        again.tell(new Counter.Command.Total(asked.ref()));
        asked.expectMessage(PersistentSystem.PATIENCE, 57L);
    }

    private ActorRef recovered(List<Object> events, long sequence) {
        ActorRef recorder = spawn(Recovery.create());
        expect(new Recovered(events, sequence));
        return recorder;
    }

    private Recovered spawnAndExpect() {
        spawn(Recovery.create());
        return expect(Recovered.class);
    }

    private ActorRef spawn(Recovery recovery) {
        return persistent.system().actorOf(Recorder.props("a", probe.getRef(), recovery));
    }

    private void persist(ActorRef recorder, Object... events) {
        recorder.tell(new Persist(List.of(events)), probe.getRef());
        for (Object event : events) {
            expect(new Persisted(event));
        }
    }

    private void takeSnapshot(ActorRef recorder) {
        recorder.tell(new Recorder.TakeSnapshot(), probe.getRef());
        expect(SaveSnapshotSuccess.class);
    }

    private void delete(ActorRef recorder, long to) {
        recorder.tell(new DeleteTo(to), probe.getRef());
        expect(DeleteMessagesSuccess.class);
    }

    private void expect(Object message) {
        probe.expectMsg(PersistentSystem.PATIENCE, message);
    }

    private <T> T expect(Class<T> type) {
        return probe.expectMsgClass(PersistentSystem.PATIENCE, type);
    }
}
