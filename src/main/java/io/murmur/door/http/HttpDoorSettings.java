package io.murmur.door.http;

/// Settings of the door, `murmur.http` in the configuration.
///
/// @param bindHost address it listens on
/// @param port 0 for any free one
/// @param connectionsMax open connections; further ones wait in the kernel until there is room
/// @param idleMillis a connection on which nothing happens for so long is closed
public record HttpDoorSettings(String bindHost, int port, int connectionsMax, long idleMillis) {

    private static final int CONNECTIONS_MAX = 256;
    private static final long IDLE_MILLIS = 30_000;

    public HttpDoorSettings {
        if (bindHost.isBlank()) {
            throw new IllegalArgumentException(
                    "murmur.http.bind-host is empty; it must be a host name or an address, 0.0.0.0 for all");
        }
        require(port, 0, 65_535, "port");
        require(connectionsMax, 1, 65_535, "connections-max");
        require(idleMillis, 1_000, 3_600_000, "idle-timeout");
    }

    /// With the limits that the reference configuration has.
    public HttpDoorSettings(String bindHost, int port) {
        this(bindHost, port, CONNECTIONS_MAX, IDLE_MILLIS);
    }

    /// On any free port of the loopback.
    public static HttpDoorSettings loopback() {
        return new HttpDoorSettings("127.0.0.1", 0);
    }

    private static void require(long value, long min, long max, String name) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "murmur.http." + name + " is " + value + "; it must be from " + min + " to " + max);
        }
    }
}
