package io.murmur.node.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends connections to nodes that have fallen silent, so that the first packet after a cut is that of a new
/// connection.
///
/// A cut swallows packets; nobody is told. The kernel sends what was not acknowledged again, each time after
/// twice as long, up to two minutes, and knows nothing of the heal until then (RFC 6298, 5.5). Pekko's
/// connections have no time limit of their own, and the kernel's (`net.ipv4.tcp_retries2`) is for
/// administrators to set. A new connection is tried every two seconds (`connection-timeout`,
/// `outbound-restart-backoff`).
///
/// Only while a node is silent, and only connections whose bytes have been sent again and again in vain.
/// Needs Linux; elsewhere nothing happens. Thread-safe.
public final class StuckConnections {

    private static final Logger LOG = LoggerFactory.getLogger(StuckConnections.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// With the shortest time to retransmission, 200 ms, a second and a half of silence.
    private static final int RETRANSMISSIONS_MIN = 3;

    private volatile Set<Integer> silentPorts = Set.of();

    /// Looks every second from now on.
    public StuckConnections(ActorSystem<?> system) {
        var _ = system.scheduler().scheduleWithFixedDelay(LOOK, LOOK, this::look, system.executionContext());
    }

    /// Whoever listens at these ports has not been heard lately, wherever it is.
    public void listenFor(Set<Integer> ports) {
        silentPorts = Set.copyOf(ports);
    }

    private void look() {
        Set<Integer> ports = silentPorts;
        if (!ports.isEmpty()) {
            // It reads files.
            Thread.startVirtualThread(() -> end(ports));
        }
    }

    private static void end(Set<Integer> ports) {
        try {
            int ended = end(ports, RETRANSMISSIONS_MIN);
            if (ended > 0) {
                LOG.info("Ended {} connections to silent nodes; new ones are tried", ended);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Connections to silent nodes cannot be looked at", e);
        }
    }

    /// Ends connections to `ports` on which at least so many retransmissions were in vain.
    ///
    /// @return how many
    static int end(Set<Integer> ports, int retransmissionsMin) throws IOException {
        Set<String> stuck = TcpTable.read().stream()
                .filter(connection -> ports.contains(connection.remotePort()))
                .filter(connection -> connection.retransmissions() >= retransmissionsMin)
                .map(TcpTable.Connection::inode)
                .collect(Collectors.toSet());
        return stuck.isEmpty() ? 0 : OwnSockets.shutDown(stuck);
    }
}
