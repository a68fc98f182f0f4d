package io.murmur.node.settings;

import com.typesafe.config.Config;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.formation.FormationLimits;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.door.http.HttpDoorSettings;
import io.murmur.door.redis.RedisDoorSettings;
import io.murmur.node.configuration.BadSettings;
import io.murmur.node.configuration.ConfigurationFile;
import io.murmur.node.configuration.Problems;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.wire.FrameLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything one node is told. Immutable.
///
/// @param place who it is, where it listens, where its data is
/// @param cluster what all nodes say alike
/// @param namespaces the rules of keys; they are the cluster's, see [ClusterSettings#terms]
/// @param redis the Redis door
/// @param http the HTTP door
/// @param storage how much the volume may use
/// @param lanes journals of this node, fixed for its volume
/// @param replica limits of the replicas
/// @param replicaActors the actors that hold them
/// @param coordinator limits of each coordinator
/// @param coordinators how many there are
/// @param exchange how nodes compare what they hold
/// @param scrub how a node reads all it holds, again and again
/// @param frames how large frames may be
/// @param transfer how what is larger travels
/// @param membership how nodes watch each other
/// @param formation how often an unformed node asks
/// @param log what is logged
/// @param shutdown how it stops
/// @param pekko complete configuration of the actor system
/// @param warnings sentences about what is allowed but gives something up; to be logged at the start
public record NodeSettings(
        NodePlace place,
        ClusterSettings cluster,
        Namespaces namespaces,
        RedisDoorSettings redis,
        HttpDoorSettings http,
        StorageSettings storage,
        int lanes,
        ReplicaLimits replica,
        ReplicaActorSettings replicaActors,
        CoordinatorSettings coordinator,
        int coordinators,
        ExchangeSettings exchange,
        ScrubSettings scrub,
        FrameLimits frames,
        TransferLimits transfer,
        MembershipSettings membership,
        FormationLimits formation,
        LogSettings log,
        ShutdownSettings shutdown,
        Config pekko,
        List<String> warnings) {

    public NodeSettings {
        warnings = List.copyOf(warnings);
    }

    /// Reads a file, its includes, and what the environment sets.
    public static NodeSettings load(Path file, Map<String, String> environment) throws BadSettings {
        return read(ConfigurationFile.parse(file, environment), environment);
    }

    /// Reads a configuration that overrides `reference.conf`, without looking at the environment.
    public static NodeSettings read(Config overrides) throws BadSettings {
        return read(overrides, Map.of());
    }

    private static NodeSettings read(Config overrides, Map<String, String> environment) throws BadSettings {
        Problems problems = new Problems();
        Config complete = ConfigurationFile.complete(overrides, environment, problems);
        return new SettingsReading(complete, problems).finish();
    }
}
