package io.murmur.load.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// Free ports of the loopback address.
///
/// Below those the kernel gives to clients: a client that knocks at a dead server's port must never be given
/// that very port for its own end, for then it is connected to itself and the server cannot come back. None is
/// given twice in one process: tests run side by side, and whoever was given one uses it later.
public final class Ports {

    private static final Path CLIENT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int CLIENT_PORT_MIN = 32_768;
    private static final int PORT_MIN = 10_000;
    private static final int TRIES_MAX = 1_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /// Takes a port out of those that are given.
    ///
    /// @return false if somebody in this process has it already
    public static boolean claim(int port) {
        return GIVEN.add(port);
    }

    /// Different free ports. Somebody else may take one before it is used: then its server does not start.
    public static List<Integer> free(int count) throws IOException {
        int limit = clientPortMin();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count; tries++) {
                hold(ThreadLocalRandom.current().nextInt(PORT_MIN, limit), held, tries);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void hold(int port, List<ServerSocket> held, int tries) throws IOException {
        if (!claim(port)) {
            if (tries >= TRIES_MAX) {
                throw new IOException("found no port that was not given before in " + TRIES_MAX + " tries");
            }
            return;
        }
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            if (tries >= TRIES_MAX) {
                throw new IOException("found no free port in " + TRIES_MAX + " tries", e);
            }
        }
    }

    private static int clientPortMin() throws IOException {
        if (!Files.exists(CLIENT_RANGE)) {
            return CLIENT_PORT_MIN;
        }
        String[] range = Files.readString(CLIENT_RANGE).trim().split("\\s+", -1);
        return Math.max(PORT_MIN + TRIES_MAX, Integer.parseInt(range[0]));
    }

    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
