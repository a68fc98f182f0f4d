package io.murmur.node.settings;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.murmur.node.configuration.BadSettings;
import java.util.List;

/// Configurations of a cluster of three, with something changed.
final class Configurations {

    private static final String GOOD = """
        murmur {
          node { name = b, data = "data/b" }
          cluster.nodes = ["a=10.0.0.1:7355", "b=10.0.0.2:7355", "c=10.0.0.3:7355"]
        }
        """;

    private Configurations() {}

    /// A good one, with `change` over it.
    static Config with(String change) {
        return ConfigFactory.parseString(change).withFallback(ConfigFactory.parseString(GOOD));
    }

    static NodeSettings read(String change) throws BadSettings {
        return NodeSettings.read(with(change));
    }

    /// What is said against a configuration.
    static List<String> problemsOf(String change) {
        return assertThrows(BadSettings.class, () -> read(change)).problems();
    }
}
