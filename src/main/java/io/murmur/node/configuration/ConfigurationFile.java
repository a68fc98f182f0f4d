package io.murmur.node.configuration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A configuration as it was written: what a file, its includes and the environment say.
public final class ConfigurationFile {

    /// The key below which everything of Murmur stands.
    public static final String ROOT = "murmur";

    private static final String PEKKO = "pekko";
    private static final int NEARLY = 2;
    private static final String NAMESPACES = "murmur.namespaces";
    private static final Map<String, String> OPEN_BLOCKS = Map.of(NAMESPACES, "default");

    private ConfigurationFile() {}

    /// What `reference.conf` says of Murmur.
    public static Config reference() {
        return ConfigFactory.defaultReference(ConfigurationFile.class.getClassLoader())
                .withOnlyPath(ROOT);
    }

    /// Reads a file and its includes.
    ///
    /// @param environment what `${?NAME}` stands for
    /// @throws BadSettings if the file is missing or is no HOCON
    public static Config parse(Path file, Map<String, String> environment) throws BadSettings {
        try {
            Config parsed = ConfigFactory.parseFile(
                    file.toFile(),
                    ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(new RequiredIncludes()));
            requireNoStrays(parsed);
            return resolved(parsed, environment);
        } catch (ConfigException e) {
            throw new BadSettings(List.of("the configuration " + file + " cannot be read: " + e.getMessage()));
        }
    }

    /// What stands beside `murmur` has no effect but as a variable, and is surely none if it looks like a key of ours.
    private static void requireNoStrays(Config parsed) throws BadSettings {
        ConfigObject ours = reference().getObject(ROOT);
        List<String> strays = new ArrayList<>();
        parsed.root().forEach((key, value) -> {
            boolean isNearly = !key.equals(ROOT) && Levenshtein.distance(key, ROOT) <= NEARLY;
            if (isNearly || ours.containsKey(key)) {
                strays.add(key + " (" + value.origin().description() + ") has no effect outside of " + ROOT
                        + " { }; did you mean " + (isNearly ? ROOT : ROOT + "." + key) + "?");
            }
        });
        if (!strays.isEmpty()) {
            throw new BadSettings(strays);
        }
    }

    /// Only `murmur` and `pekko` of `config`, with `reference.conf` below and all variables replaced.
    private static Config resolved(Config config, Map<String, String> environment) {
        Map<String, String> free = new TreeMap<>(environment);
        free.keySet().removeAll(List.of(ROOT, PEKKO));
        Config variables = ConfigValueFactory.fromMap(free, "environment").toConfig();
        Config resolved = config.withFallback(reference())
                .withFallback(variables)
                .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
        return resolved.withOnlyPath(ROOT).withFallback(resolved.withOnlyPath(PEKKO));
    }

    /// `config` with everything `reference.conf` adds and the environment sets, checked for unknown keys.
    ///
    /// @throws BadSettings if values stand where blocks must be, so that nothing more can be read
    public static Config complete(Config config, Map<String, String> environment, Problems problems)
            throws BadSettings {
        Config reference = reference();
        Config complete = config.withFallback(reference);
        ConfigValue root = complete.root().get(ROOT);
        if (!(root instanceof ConfigObject ours)) {
            throw new BadSettings(List.of(ROOT + " is not a block; it must be murmur { ... }"));
        }
        KnownKeys known = new KnownKeys(ROOT, reference.getObject(ROOT), OPEN_BLOCKS);
        if (!known.check(ours, problems)) {
            problems.throwIfAny();
        }
        return EnvironmentOverrides.apply(complete, environment, settable(complete, known.paths()), problems);
    }

    /// The keys of the reference, and those of the namespaces that are configured.
    private static List<String> settable(Config config, List<String> known) {
        String model = NAMESPACES + "." + OPEN_BLOCKS.get(NAMESPACES) + ".";
        List<String> paths = new ArrayList<>(known);
        for (String name : config.getObject(NAMESPACES).keySet()) {
            String block = NAMESPACES + "." + ConfigUtil.joinPath(name) + ".";
            known.stream()
                    .filter(path -> path.startsWith(model))
                    .map(path -> block + path.substring(model.length()))
                    .filter(path -> !paths.contains(path))
                    .forEach(paths::add);
        }
        return paths;
    }
}
