package io.murmur.node.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.murmur.load.target.Ports;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameSerializer;
import java.time.Duration;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;

/// What the actor system is told, and that it starts with it.
final class PekkoSettingsTest {

    @Test
    void whatMurmurNeedsWinsOverPekkosReference() throws Exception {
        Config pekko = Configurations.read("").pekko();
        assertEquals("cluster", pekko.getString("pekko.actor.provider"));
        assertEquals("murmur.journal", pekko.getString("pekko.persistence.journal.plugin"));
        assertEquals("", pekko.getString("pekko.cluster.downing-provider-class"));
        assertEquals(
                Duration.ofDays(30), pekko.getDuration("pekko.remote.artery.advanced.quarantine-idle-outbound-after"));
        assertEquals(256 * 1024, pekko.getBytes("pekko.remote.artery.advanced.maximum-frame-size"));
        assertEquals("10.0.0.2", pekko.getString("pekko.remote.artery.canonical.hostname"));
        assertEquals("127.0.0.1", pekko.getString("pekko.remote.artery.bind.hostname"));
    }

    @Test
    void aConfigurationMayOverrideIt() throws Exception {
        Config pekko = Configurations.read("pekko.cluster.allow-weakly-up-members = 9 s")
                .pekko();
        assertEquals(Duration.ofSeconds(9), pekko.getDuration("pekko.cluster.allow-weakly-up-members"));
    }

    @Test
    void thePluginsExist() throws Exception {
        Config pekko = Configurations.read("").pekko();
        for (String plugin : new String[] {"murmur.journal.class", "murmur.snapshots.class"}) {
            assertEquals(
                    pekko.getString(plugin),
                    Class.forName(pekko.getString(plugin)).getName());
        }
    }

    @Test
    void anActorSystemStartsWithIt() throws Exception {
        int port = Ports.free(1).getFirst();
        Config pekko = Configurations.read("""
            murmur { ports.internal = %d, cluster { nodes = ["b=127.0.0.1:%d"], replicas = 1 } }
            """.formatted(port, port)).pekko();
        ActorSystem system = ActorSystem.create(PekkoSettings.SYSTEM_NAME, pekko);
        try {
            assertInstanceOf(
                    FrameSerializer.class, SerializationExtension.get(system).serializerFor(Frame.class));
            assertTrue(system.dispatchers().hasDispatcher(PekkoSettings.READER_DISPATCHER));
            assertEquals(2, pekko.getInt(PekkoSettings.READER_DISPATCHER + ".thread-pool-executor.fixed-pool-size"));
            assertEquals(
                    "pekko://murmur@127.0.0.1:" + port,
                    ((ExtendedActorSystem) system)
                            .provider()
                            .getDefaultAddress()
                            .toString());
        } finally {
            TestKit.shutdownActorSystem(system);
        }
    }
}
