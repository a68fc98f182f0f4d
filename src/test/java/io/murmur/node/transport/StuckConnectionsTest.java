package io.murmur.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is ended, and what is not. That it helps is shown by `load-tests/fault-test`: only a real cut makes a
/// kernel retransmit.
@Timeout(30)
final class StuckConnectionsTest {

    private static final List<String> TABLE = List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:1C21 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 100 1 0 100 0",
            "   1: 0100007F:9A5C 0100007F:1CBB 01 00000120:00000000 01:0000001E 0000000B     0        0 200 2 0 20 4",
            "   2: 0100007F:9A5D 0100007F:1CBB 02 00000001:00000000 01:0000001E 00000002     0        0 300 2 0 20 4");

    @Test
    void readsTheEstablishedOnesOfTheKernelsList() {
        assertEquals(List.of(new TcpTable.Connection(0x1CBB, 11, "200")), TcpTable.parse(TABLE));
    }

    @Test
    void endsThoseToAPortAndNoOthers() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "needs Linux");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket silent = new ServerSocket(0, 1, loopback);
                ServerSocket other = new ServerSocket(0, 1, loopback);
                Socket stuck = new Socket(loopback, silent.getLocalPort());
                Socket well = new Socket(loopback, other.getLocalPort());
                Socket answering = other.accept()) {
            assertEquals(0, StuckConnections.end(Set.of(silent.getLocalPort()), 1), "nothing was sent again");
            assertEquals(1, StuckConnections.end(Set.of(silent.getLocalPort()), 0));
            assertEquals(-1, stuck.getInputStream().read());
            answering.getOutputStream().write(7);
            assertEquals(7, well.getInputStream().read());
        }
    }
}
