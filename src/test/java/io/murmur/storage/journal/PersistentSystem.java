package io.murmur.storage.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.Volume;
import io.murmur.storage.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.testkit.javadsl.TestKit;

/// An actor system that persists on a volume. Closing it is a clean stop of both.
final class PersistentSystem implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Config CONFIG = ConfigFactory.parseString("""
        pekko.loglevel = OFF
        pekko.stdout-loglevel = OFF
        pekko.log-dead-letters = off
        pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
        pekko.persistence.journal.plugin = test.journal
        pekko.persistence.snapshot-store.plugin = test.snapshots
        test.journal.class = "io.murmur.storage.journal.RocksJournal"
        test.snapshots.class = "io.murmur.storage.journal.RocksSnapshots"
        """).withFallback(ConfigFactory.load());

    private final Volume volume;
    private final ActorSystem system;

    PersistentSystem(Path folder) throws IOException {
        this(folder, true);
    }

    /// @param knowsNumbered whether records of [NumberedEvent]s can be read
    PersistentSystem(Path folder, boolean knowsNumbered) throws IOException {
        this.volume = new Volumes().opened(folder);
        this.system = ActorSystem.create("test", CONFIG);
        StorageExtension storage = StorageExtension.of(system).use(volume);
        if (knowsNumbered) {
            storage.decode(NumberedEvent.TAG, NumberedEvent::decode);
        }
    }

    ActorSystem system() {
        return system;
    }

    Volume volume() {
        return volume;
    }

    ActorRef journal() {
        return Persistence.get(system).journalFor("", CONFIG);
    }

    ActorRef snapshots() {
        return Persistence.get(system).snapshotStoreFor("", CONFIG);
    }

    TestKit probe() {
        return new TestKit(system);
    }

    /// A typed actor, and a probe for its answers.
    <T> org.apache.pekko.actor.typed.ActorRef<T> spawn(String name, Behavior<T> behavior) {
        return Adapter.spawn(system, behavior, name);
    }

    <T> TestProbe<T> typedProbe() {
        return TestProbe.create(Adapter.toTyped(system));
    }

    @Override
    public void close() throws IOException {
        TestKit.shutdownActorSystem(system, scala.jdk.javaapi.DurationConverters.toScala(PATIENCE));
        volume.close();
    }
}
