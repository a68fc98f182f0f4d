package io.murmur.cli.command;

import java.util.List;
import java.util.Locale;

/// Numbers as people read them, the same in every locale.
public final class Texts {

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Texts() {}

    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 || value >= 100 ? whole(value) : tenths(value)) + " " + UNITS.get(unit);
    }

    public static String rate(double perSecond) {
        return perSecond == 0 || perSecond >= 10 ? whole(perSecond) : tenths(perSecond);
    }

    public static String seconds(double seconds) {
        return seconds < 1 ? whole(seconds * 1000) + " ms" : tenths(seconds) + " s";
    }

    /// The two largest units of a span of time.
    public static String span(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return whole / MINUTE + " min " + whole % MINUTE + " s";
        }
        return whole < DAY
                ? whole / HOUR + " h " + whole % HOUR / MINUTE + " min"
                : whole / DAY + " d " + whole % DAY / HOUR + " h";
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
