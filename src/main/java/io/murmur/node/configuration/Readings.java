package io.murmur.node.configuration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the values below one path, each with what is allowed.
///
/// A value that is not allowed is noted among the problems, and the reference's takes its place: reading goes on
/// and finds what else is wrong. Nothing may be built of the result unless there are no problems.
public final class Readings {

    private final Config config;
    private final Config reference;
    private final Problems problems;
    private final String path;
    private final String referencePath;

    private Readings(Config config, Config reference, Problems problems, String path, String referencePath) {
        this.config = config;
        this.reference = reference;
        this.problems = problems;
        this.path = path;
        this.referencePath = referencePath;
    }

    /// Reads `config`, whose every key `reference` has.
    public static Readings of(Config config, Config reference, Problems problems) {
        return new Readings(config, reference, problems, "", "");
    }

    /// Reads below `block`, a path below this one's.
    public Readings at(String block) {
        return at(block, block);
    }

    /// Reads below `block` values that the reference has below `referenceBlock`.
    public Readings at(String block, String referenceBlock) {
        return new Readings(config, reference, problems, join(path, block), join(referencePath, referenceBlock));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// Where this reads.
    public String path() {
        return path;
    }

    /// The whole path of a key.
    public String pathOf(String key) {
        return join(path, key);
    }

    public Problems problems() {
        return problems;
    }

    /// What is configured for a key, null if nothing is.
    public @Nullable ConfigValue valueOf(String key) {
        return config.hasPath(pathOf(key)) ? config.getValue(pathOf(key)) : null;
    }

    /// Notes that the value of a key must not be what it is.
    ///
    /// @param allowed completes "it must be"
    public void refuse(String key, String allowed) {
        problems.add(pathOf(key), valueOf(key), allowed);
    }

    public int whole(String key, int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        return (int) read(key, allowed, Readings::wholeAt, value -> value >= min && value <= max)
                .longValue();
    }

    /// A whole number, or a word that stands for one.
    ///
    /// @param meaning what `word` stands for
    public int wholeOr(String word, int meaning, String key, int min, int max) {
        String text = attempt(Config::getString, key);
        if (word.equals(text)) {
            return meaning;
        }
        Long value = attempt(Readings::wholeAt, key);
        if (value == null || value < min || value > max) {
            refuse(key, word + " or a whole number from " + min + " to " + max);
            return meaning;
        }
        return value.intValue();
    }

    private static long wholeAt(Config config, String at) {
        Number number = config.getNumber(at);
        if (number.doubleValue() != number.longValue()) {
            throw new ConfigException.WrongType(config.getValue(at).origin(), at + " is no whole number");
        }
        return number.longValue();
    }

    /// A size in bytes.
    public long size(String key, long min, long max) {
        String allowed = "a size from " + Units.size(min) + " to " + Units.size(max) + ", such as 64 KiB";
        return read(
                key, allowed, (from, at) -> from.getMemorySize(at).toBytes(), value -> value >= min && value <= max);
    }

    /// A duration in milliseconds.
    public long millis(String key, long min, long max) {
        String allowed =
                "a duration from " + Units.duration(min) + " to " + Units.duration(max) + ", such as 250 ms or 5 s";
        return read(key, allowed, (from, at) -> from.getDuration(at).toMillis(), value -> value >= min && value <= max);
    }

    /// One of the words that `words` gives a meaning.
    public <T> T choice(String key, Map<String, T> words) {
        String allowed = "one of " + String.join(", ", words.keySet());
        String word = read(key, allowed, Config::getString, words::containsKey);
        T meaning = words.get(word);
        if (meaning == null) {
            throw new IllegalStateException("the reference says " + word + " for " + pathOf(key));
        }
        return meaning;
    }

    /// A text that must be there and is not blank; empty if it is wrong.
    public String text(String key, String allowed) {
        String text = attempt(Config::getString, key);
        if (text == null || text.isBlank()) {
            refuse(key, allowed);
            return "";
        }
        return text;
    }

    /// A list of texts; empty if it is wrong.
    public List<String> texts(String key, String allowed) {
        List<String> texts = attempt(Config::getStringList, key);
        if (texts == null) {
            refuse(key, allowed);
            return List.of();
        }
        return List.copyOf(texts);
    }

    private <T> T read(String key, String allowed, Getter<T> getter, Predicate<T> isAllowed) {
        T value = attempt(getter, key);
        if (value != null && isAllowed.test(value)) {
            return value;
        }
        refuse(key, allowed);
        return getter.get(reference, join(referencePath, key));
    }

    /// The value if there is one of the right type, else null.
    private <T> @Nullable T attempt(Getter<T> getter, String key) {
        try {
            return getter.get(config, pathOf(key));
        } catch (ConfigException.Missing | ConfigException.WrongType | ConfigException.BadValue e) {
            return null;
        }
    }

    /// Takes the value at a path out of a configuration.
    @FunctionalInterface
    private interface Getter<T> {
        T get(Config config, String at);
    }
}
