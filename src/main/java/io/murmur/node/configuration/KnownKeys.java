package io.murmur.node.configuration;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys there are, and which one somebody may have meant.
///
/// Some blocks hold blocks of any name (the namespaces): each of those has the keys of the one that the reference
/// has there.
final class KnownKeys {

    private final String root;
    private final ConfigObject known;
    private final Map<String, String> openBlocks;
    private final List<String> paths = new ArrayList<>();

    /// Takes the keys of a reference.
    ///
    /// @param root the path of `known`
    /// @param openBlocks paths of blocks whose keys are free, each with the key that says what stands there
    KnownKeys(String root, ConfigObject known, Map<String, String> openBlocks) {
        this.root = root;
        this.known = known;
        this.openBlocks = openBlocks;
        collect(root, known);
    }

    private void collect(String path, ConfigObject object) {
        object.forEach((key, value) -> {
            String at = path + "." + ConfigUtil.joinPath(key);
            if (value instanceof ConfigObject block) {
                collect(at, block);
            } else {
                paths.add(at);
            }
        });
        paths.sort(Comparator.naturalOrder());
    }

    /// The paths of all keys that have values, ascending.
    List<String> paths() {
        return paths;
    }

    /// Notes every key of `object` that is not known, and values in place of blocks.
    ///
    /// @return whether there is a block wherever one must be
    boolean check(ConfigObject object, Problems problems) {
        return check(root, object, known, problems);
    }

    private boolean check(String path, ConfigObject object, ConfigObject schema, Problems problems) {
        boolean blocksAreBlocks = true;
        String model = openBlocks.get(path);
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String at = path + "." + ConfigUtil.joinPath(entry.getKey());
            ConfigValue expected = schema.get(model == null ? entry.getKey() : model);
            ConfigValue found = entry.getValue();
            if (expected == null) {
                problems.add(at + " is no key of Murmur (" + found.origin().description() + "); "
                        + adviceOn(at, path, schema));
            } else if (expected instanceof ConfigObject block && found instanceof ConfigObject inner) {
                blocksAreBlocks &= check(at, inner, block, problems);
            } else if (expected instanceof ConfigObject block) {
                problems.add(at, found, "a block { } with the keys " + String.join(", ", sorted(block)));
                blocksAreBlocks = false;
            } else if (found.valueType() == ConfigValueType.OBJECT) {
                problems.add(at, found, "a value, not a block");
                blocksAreBlocks = false;
            }
        }
        return blocksAreBlocks;
    }

    private String adviceOn(String at, String parent, ConfigObject siblings) {
        String nearest = nearest(at, paths);
        return nearest == null
                ? parent + " has the keys " + String.join(", ", sorted(siblings))
                : "did you mean " + nearest + "?";
    }

    private static List<String> sorted(ConfigObject block) {
        return block.keySet().stream().sorted().toList();
    }

    /// The candidate that most resembles `name`, null if none does.
    static @Nullable String nearest(String name, List<String> candidates) {
        String best = null;
        int bestDistance = Math.max(2, lastOf(name).length() / 2);
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance <= bestDistance && (best == null || distance < bestDistance)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /// Changes to the last part of the name, and one more if it stands in another block.
    private static int distance(String name, String candidate) {
        int elsewhere = Levenshtein.distance(lastOf(name), lastOf(candidate)) + 1;
        return Math.min(elsewhere, Levenshtein.distance(name, candidate));
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
