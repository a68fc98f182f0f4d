package io.murmur.door.http;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import scala.concurrent.duration.Duration;

/// Real doors on free ports of the loopback, over nodes that say what a test wants.
public final class DoorFixture implements AutoCloseable {

    /// What `/metrics` shows here.
    static final String PAGE = "# HELP murmur_ready Serves.\n# TYPE murmur_ready gauge\nmurmur_ready 1.0\n";

    private final ActorSystem system = ActorSystem.create(
            "http", ConfigFactory.parseString("pekko.loglevel = WARNING").withFallback(ConfigFactory.load()));
    private final List<HttpDoor> doors = new ArrayList<>();

    /// Opens a door with the usual settings and gives its port.
    public int open(NodeView view) throws IOException {
        return open(view, HttpDoorSettings.loopback()).port();
    }

    HttpDoor open(NodeView view, HttpDoorSettings settings) throws IOException {
        HttpDoor door = HttpDoor.start(system, settings, view, () -> PAGE);
        doors.add(door);
        return door;
    }

    void stop(HttpDoor door) {
        doors.remove(door);
        door.stop(1_000);
    }

    @Override
    public void close() {
        doors.forEach(door -> door.stop(1_000));
        TestKit.shutdownActorSystem(system, Duration.create(30, TimeUnit.SECONDS), true);
    }
}
