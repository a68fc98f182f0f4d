package io.murmur.node.configuration;

import java.util.List;

/// Sizes and durations as they are written in a configuration.
final class Units {

    private record Unit(String name, long factor) {}

    private static final List<Unit> SIZES =
            List.of(new Unit("GiB", 1L << 30), new Unit("MiB", 1L << 20), new Unit("KiB", 1L << 10), new Unit("B", 1));
    private static final List<Unit> DURATIONS = List.of(
            new Unit("days", 86_400_000),
            new Unit("hours", 3_600_000),
            new Unit("minutes", 60_000),
            new Unit("s", 1_000),
            new Unit("ms", 1));

    private Units() {}

    static String size(long bytes) {
        return inUnitOf(SIZES, bytes);
    }

    static String duration(long millis) {
        return inUnitOf(DURATIONS, millis);
    }

    /// In the largest unit that shows the number exactly.
    private static String inUnitOf(List<Unit> units, long value) {
        Unit best = units.stream()
                .filter(unit -> value != 0 && value % unit.factor == 0)
                .findFirst()
                .orElse(units.getLast());
        return value / best.factor + " " + best.name;
    }
}
