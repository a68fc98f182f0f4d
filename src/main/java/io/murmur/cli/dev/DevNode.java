package io.murmur.cli.dev;

import java.nio.file.Path;
import java.util.List;

/// One node of a cluster on this machine.
///
/// @param number from 1
/// @param config its configuration, as `murmur node` reads it
/// @param data its volume
/// @param log what it prints
record DevNode(int number, Ports ports, Path config, Path data, Path log) {

    static final String HOST = "127.0.0.1";

    /// Where it listens.
    record Ports(int redis, int http, int internal) {

        private static final int HTTP_OFFSET = 100;
        private static final int INTERNAL_OFFSET = 200;

        /// Those of one node: 7001, 7101 and 7201 for the first above 7000.
        static Ports above(int base, int number) {
            return new Ports(base + number, base + HTTP_OFFSET + number, base + INTERNAL_OFFSET + number);
        }

        /// Each with its key.
        List<Port> all() {
            return List.of(
                    new Port("murmur.ports.redis", redis),
                    new Port("murmur.ports.http", http),
                    new Port("murmur.ports.internal", internal));
        }
    }

    /// One of them.
    record Port(String key, int number) {}

    static String nameOf(int number) {
        return "murmur-" + number;
    }

    String name() {
        return nameOf(number);
    }
}
