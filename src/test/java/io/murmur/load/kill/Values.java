package io.murmur.load.kill;

import org.jspecify.annotations.Nullable;

/// Keys and values as the store sees them. A value starts with its number; the rest brings it to its size.
record Values(int bytes) {

    private static final char END = '.';

    static String key(int number) {
        return "kill:" + number;
    }

    String text(long number) {
        String start = Long.toString(number) + END;
        return start + "x".repeat(Math.max(0, bytes - start.length()));
    }

    /// The number of a value that was read.
    static long number(@Nullable String text) {
        if (text == null) {
            return Event.NOTHING;
        }
        int end = text.indexOf(END);
        boolean digits = end > 0 && text.substring(0, end).chars().allMatch(Character::isDigit) && end < 19;
        return digits ? Long.parseLong(text.substring(0, end)) : Event.FOREIGN;
    }
}
