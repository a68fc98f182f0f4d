package io.murmur.cli.dev;

import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Whether the ports of nodes are free, before anything is started.
final class PortCheck {

    private PortCheck() {}

    /// Complains of every port that is taken.
    ///
    /// @param advice what to do about it, a sentence
    static void requireFree(List<DevNode> nodes, String advice) throws Failed {
        List<String> taken = new ArrayList<>();
        for (DevNode node : nodes) {
            for (DevNode.Port port : node.ports().all()) {
                if (!isFree(port.number())) {
                    taken.add(port.key() + " of " + node.name() + " is " + port.number());
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new Failed(
                    ExitCode.FAILURE, String.join(", ", taken) + ", but something listens there already. " + advice);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the nodes do: connections of a node that has just ended do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
