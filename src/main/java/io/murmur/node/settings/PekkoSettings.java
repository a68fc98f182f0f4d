package io.murmur.node.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.murmur.wire.FrameLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the configuration of the actor system.
///
/// Four layers, the upper wins: what follows from Murmur's keys, the section `pekko` of the configuration, what
/// Murmur needs (`pekko.conf` beside this class), and Pekko's own reference.
public final class PekkoSettings {

    /// What all actor systems of a cluster are called: part of every actor's path.
    public static final String SYSTEM_NAME = "murmur";

    /// Where readers run: a few threads that may wait for the disk.
    public static final String READER_DISPATCHER = "murmur.dispatchers.readers";

    /// Room in a message for what Artery writes before a frame: two actor paths and a manifest.
    private static final int ARTERY_HEADER_BYTES = 16 * 1024;

    private PekkoSettings() {}

    /// The configuration for one node.
    ///
    /// @param config complete: the sections `murmur` and `pekko` are taken from it
    /// @param readers how many readers there are, and so threads for them
    static Config of(Config config, NodePlace place, FrameLimits frames, int readers) {
        Map<String, Object> derived = new LinkedHashMap<>();
        String artery = "pekko.remote.artery.";
        derived.put(artery + "canonical.hostname", place.address().host());
        derived.put(artery + "canonical.port", place.address().port());
        derived.put(artery + "bind.hostname", place.bindHost());
        derived.put(artery + "bind.port", place.internalPort());
        derived.put(artery + "advanced.maximum-frame-size", frames.frameBytesMax() + ARTERY_HEADER_BYTES);
        derived.put(READER_DISPATCHER + ".thread-pool-executor.fixed-pool-size", readers);
        Config result = ConfigFactory.parseMap(derived, "from other keys of murmur");
        return result.withFallback(config)
                .withFallback(needed())
                .withFallback(ConfigFactory.defaultReference(PekkoSettings.class.getClassLoader()));
    }

    /// What every actor system of Murmur needs, whatever its node is told; also for tests.
    public static Config needed() {
        return ConfigFactory.parseResources(PekkoSettings.class, "pekko.conf");
    }
}
