package io.murmur.node.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.formation.FormationLimits;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.door.http.HttpDoorSettings;
import io.murmur.door.redis.RedisDoorSettings;
import io.murmur.node.configuration.BadSettings;
import io.murmur.node.configuration.ConfigurationFile;
import io.murmur.node.configuration.Problems;
import io.murmur.node.configuration.Readings;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.wire.FrameLimits;
import java.util.List;
import java.util.Objects;

/// One reading of a complete configuration: every block is read, whatever is wrong with those before it.
final class SettingsReading {

    private static final String NAMESPACES = "murmur.namespaces";

    private final Config config;
    private final Problems problems;
    private final Readings all;

    /// Takes a configuration in which every key of the reference is set.
    SettingsReading(Config complete, Problems problems) {
        this.config = filled(complete);
        this.problems = problems;
        this.all = Readings.of(config, ConfigurationFile.reference(), problems).at(ConfigurationFile.ROOT);
    }

    /// Gives each named namespace what it leaves out from the default one.
    private static Config filled(Config complete) {
        Config namespaces = complete.getConfig(NAMESPACES);
        Config fallback = namespaces.getConfig(NamespaceReader.DEFAULT);
        Config result = complete;
        for (String name : namespaces.root().keySet()) {
            String key = ConfigUtil.joinPath(name);
            Config whole = namespaces.getConfig(key).withFallback(fallback);
            result = result.withValue(NAMESPACES + "." + key, whole.root());
        }
        return result;
    }

    private List<String> namedNamespaces() {
        return config.getObject(NAMESPACES).keySet().stream()
                .filter(name -> !name.equals(NamespaceReader.DEFAULT))
                .sorted()
                .toList();
    }

    /// The settings, or everything that is wrong.
    NodeSettings finish() throws BadSettings {
        ClusterReader nodes = new ClusterReader(all);
        NodePlace place = nodes.place();
        int replicas = nodes.replicas();
        NamespaceSettings namespaces = NamespaceReader.read(all.at("namespaces"), namedNamespaces(), replicas);
        ClusterSettings cluster = nodes.cluster(replicas, namespaces.canonical());
        RedisDoorSettings redis = RedisReader.read(all.at("redis"), place);
        LimitReader limits = new LimitReader(all);
        HttpDoorSettings http = limits.http(place);
        StorageSettings storage = limits.storage();
        int lanes = limits.lanes();
        ReplicaActorSettings replicaActors = limits.replicaActors();
        MembershipSettings membership = limits.membership();
        ReplicaLimits replica = limits.replica(membership);
        CoordinatorSettings coordinator = limits.coordinator();
        int coordinators = limits.coordinators();
        ExchangeSettings exchange = limits.exchange();
        ScrubSettings scrub = limits.scrub();
        FrameLimits frames = limits.frames();
        TransferLimits transfer = TransferReader.read(all.at("transfer"));
        FormationLimits formation = limits.formation();
        LogSettings log = limits.log();
        ShutdownSettings shutdown = limits.shutdown();
        problems.throwIfAny();
        return new NodeSettings(
                place,
                Objects.requireNonNull(cluster),
                namespaces.namespaces(),
                Objects.requireNonNull(redis),
                Objects.requireNonNull(http),
                storage,
                lanes,
                replica,
                replicaActors,
                coordinator,
                coordinators,
                exchange,
                scrub,
                frames,
                Objects.requireNonNull(transfer),
                membership,
                formation,
                log,
                shutdown,
                PekkoSettings.of(config, place, frames, replicaActors.readers()),
                namespaces.warnings());
    }
}
