package io.murmur.node.configuration;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Treats each `include` as one that is required: a file that is not there would be passed over in silence, and its
/// settings with it.
final class RequiredIncludes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final @Nullable ConfigIncluder usual;

    RequiredIncludes() {
        this(null);
    }

    private RequiredIncludes(@Nullable ConfigIncluder usual) {
        this.usual = usual;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return new RequiredIncludes(usual == null ? fallback : usual.withFallback(fallback));
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return usual(ConfigIncluder.class).include(new Strict(context), what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return usual(ConfigIncluderFile.class).includeFile(new Strict(context), what);
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return usual(ConfigIncluderURL.class).includeURL(new Strict(context), what);
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return usual(ConfigIncluderClasspath.class).includeResources(new Strict(context), what);
    }

    /// The library sets its own includer, which knows all ways, as the fallback before it asks.
    private <T> T usual(Class<T> way) {
        return way.cast(Objects.requireNonNull(usual));
    }

    private record Strict(ConfigIncludeContext context) implements ConfigIncludeContext {

        @Override
        public @Nullable ConfigParseable relativeTo(String name) {
            return context.relativeTo(name);
        }

        @Override
        public ConfigParseOptions parseOptions() {
            return context.parseOptions().setAllowMissing(false);
        }

        @Override
        public ConfigIncludeContext setParseOptions(ConfigParseOptions options) {
            return new Strict(context.setParseOptions(options));
        }
    }
}
