package io.murmur.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads spans of time as people write them: `500ms`, `2s`, `1m`.
public final class Timeout {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Duration MAX = Duration.ofMinutes(10);

    private Timeout() {}

    /// Reads a timeout.
    ///
    /// @throws IllegalArgumentException when it is none, or out of bounds
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration timeout = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
            if (timeout.isPositive() && timeout.compareTo(MAX) <= 0) {
                return timeout;
            }
        }
        throw new IllegalArgumentException(
                "the timeout is \"" + text + "\"; it must be from 1ms to 10m, such as 500ms or 2s");
    }
}
