package io.murmur.node.settings;

/// What is logged, and how it looks, `murmur.log`.
///
/// @param level of Murmur's own lines
/// @param levelOfLibraries of those of Pekko, Netty and others
public record LogSettings(Format format, Level level, Level levelOfLibraries) {

    /// What a line looks like.
    public enum Format {
        /// A line to be read.
        TEXT,
        /// One JSON object.
        JSON
    }

    /// From which weight on lines are written.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
