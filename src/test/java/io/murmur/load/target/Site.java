package io.murmur.load.target;

import java.io.IOException;
import java.util.List;

/// Where nodes run: their addresses, and how a command is run there.
public interface Site {

    /// The door of clients.
    int REDIS = 0;
    /// Health, status and metrics.
    int HTTP = 1;
    /// Node to node.
    int INTERNAL = 2;

    /// How many nodes there are.
    int nodes();

    /// The address of a node, for the others and for clients.
    String host(int node);

    /// The port of one of its doors.
    ///
    /// @param door [#REDIS], [#HTTP] or [#INTERNAL]
    int port(int node, int door);

    /// What comes before a command that is to run where the node does.
    List<String> inside(int node);

    /// Free ports of the loopback address.
    static Site onLoopback(int nodes) throws IOException {
        int doors = INTERNAL + 1;
        List<Integer> ports = Ports.free(nodes * doors);
        return new Site() {
            @Override
            public int nodes() {
                return nodes;
            }

            @Override
            public String host(int node) {
                return "127.0.0.1";
            }

            @Override
            public int port(int node, int door) {
                return ports.get(node * doors + door);
            }

            @Override
            public List<String> inside(int node) {
                return List.of();
            }
        };
    }
}
