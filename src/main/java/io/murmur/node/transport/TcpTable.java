package io.murmur.node.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The kernel's list of TCP connections (Linux: `/proc/net/tcp`, proc(5)).
final class TcpTable {

    /// One established connection.
    ///
    /// @param retransmissions how often in a row the oldest unacknowledged bytes have been sent again
    /// @param inode names its socket
    record Connection(int remotePort, int retransmissions, String inode) {}

    private static final List<Path> FILES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int RETRANSMISSIONS = 6;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private TcpTable() {}

    /// The established connections of this network namespace; none where the system keeps no such list.
    static List<Connection> read() throws IOException {
        List<Connection> all = new ArrayList<>();
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                all.addAll(parse(Files.readAllLines(file)));
            }
        }
        return all;
    }

    /// @param lines with their head
    static List<Connection> parse(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > INODE && fields[STATE].equals(ESTABLISHED))
                .map(fields -> new Connection(
                        hex(fields[REMOTE].substring(fields[REMOTE].indexOf(':') + 1)),
                        hex(fields[RETRANSMISSIONS]),
                        fields[INODE]))
                .toList();
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, HEXADECIMAL);
    }
}
