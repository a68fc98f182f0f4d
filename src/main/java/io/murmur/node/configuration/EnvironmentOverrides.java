package io.murmur.node.configuration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sets keys by variables of the environment: the path in capitals, with dots and dashes as underscores.
///
/// `MURMUR_PORTS_REDIS` sets `murmur.ports.redis`. The elements of a list are separated by commas.
final class EnvironmentOverrides {

    private static final String PREFIX = "MURMUR_";

    /// Variables that are for the start script, not for the program.
    private static final List<String> OF_THE_SCRIPT = List.of("MURMUR_HEAP", "MURMUR_JVM_OPTS", "MURMUR_JAVA_HOME");

    private EnvironmentOverrides() {}

    /// `config` with what the environment says instead.
    ///
    /// @param paths the keys that can be set
    /// @param problems told of variables that look like ours and set nothing
    static Config apply(Config config, Map<String, String> environment, List<String> paths, Problems problems) {
        Config reference = ConfigurationFile.reference();
        Map<String, String> ours = new TreeMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith(PREFIX) || OF_THE_SCRIPT.contains(name));
        TreeSet<String> names = new TreeSet<>();
        Config result = config;
        for (String path : paths) {
            String name = nameOf(path);
            names.add(name);
            String value = ours.get(name);
            if (value != null) {
                result = result.withValue(path, override(name, value, isList(reference, path)));
            }
        }
        ours.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add(sentenceAbout(name, List.copyOf(names))));
        return result;
    }

    static String nameOf(String path) {
        return path.replace("\"", "").replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean isList(Config reference, String path) {
        return reference.hasPath(path) && reference.getValue(path).valueType() == ConfigValueType.LIST;
    }

    private static ConfigValue override(String name, String value, boolean isList) {
        String origin = "environment variable " + name;
        if (!isList) {
            return ConfigValueFactory.fromAnyRef(value, origin);
        }
        List<String> elements = Arrays.stream(value.split(",", -1))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
        return ConfigValueFactory.fromIterable(elements, origin);
    }

    private static String sentenceAbout(String name, List<String> names) {
        String nearest = KnownKeys.nearest(name, names);
        return "the environment variable " + name + " sets no key of Murmur; "
                + (nearest == null ? "unset it, or name it otherwise" : "did you mean " + nearest + "?");
    }
}
