package io.murmur.load.history;

import org.jspecify.annotations.Nullable;

/// Keys and values as the store sees them. A value starts with its number; the rest brings it to its size.
///
/// @param prefix of the keys
/// @param bytes of a value
public record Values(String prefix, int bytes) {

    private static final char END = '.';

    public String key(int number) {
        return prefix + number;
    }

    public String text(long number) {
        String start = Long.toString(number) + END;
        return start + "x".repeat(Math.max(0, bytes - start.length()));
    }

    /// The number of a value that was read.
    public static long number(@Nullable String text) {
        if (text == null) {
            return Event.NOTHING;
        }
        int end = text.indexOf(END);
        boolean digits = end > 0 && text.substring(0, end).chars().allMatch(Character::isDigit) && end < 19;
        return digits ? Long.parseLong(text.substring(0, end)) : Event.FOREIGN;
    }
}
