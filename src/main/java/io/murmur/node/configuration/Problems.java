package io.murmur.node.configuration;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with a configuration, in the order it was found. Not thread-safe.
public final class Problems {

    private static final int SHOWN_MAX = 120;

    private final List<String> sentences = new ArrayList<>();

    /// Adds a sentence that stands for itself.
    public void add(String sentence) {
        sentences.add(sentence);
    }

    /// Adds that `path` has a value it must not have.
    ///
    /// @param value null if there is none
    /// @param allowed completes "it must be"
    public void add(String path, @Nullable ConfigValue value, String allowed) {
        sentences.add(path + " is " + shown(value) + "; it must be " + allowed);
    }

    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    public int count() {
        return sentences.size();
    }

    public void throwIfAny() throws BadSettings {
        if (!sentences.isEmpty()) {
            throw new BadSettings(sentences);
        }
    }

    private static String shown(@Nullable ConfigValue value) {
        if (value == null || value.valueType() == ConfigValueType.NULL) {
            return "not set";
        }
        String text = value.render(ConfigRenderOptions.concise());
        String start = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
        return start + " (" + value.origin().description() + ")";
    }
}
