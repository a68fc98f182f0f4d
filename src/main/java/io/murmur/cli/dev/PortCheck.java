package io.murmur.cli.dev;

import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.cli.process.PortProbe;
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
                if (PortProbe.obstacle(DevNode.HOST, port.number()) != null) {
                    taken.add(port.key() + " of " + node.name() + " is " + port.number());
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new Failed(
                    ExitCode.FAILURE, String.join(", ", taken) + ", but something listens there already. " + advice);
        }
    }
}
