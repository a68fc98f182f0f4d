package io.murmur.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether something can listen at an address, before anything depends on it.
public final class PortProbe {

    private PortProbe() {}

    /// What stands in the way; null if nothing does.
    ///
    /// @param host an address of this machine
    public static @Nullable String obstacle(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As nodes do: connections of a node that has just ended do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return null;
        } catch (IOException e) {
            return Objects.requireNonNullElse(e.getMessage(), e.toString());
        }
    }
}
