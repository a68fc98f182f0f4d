package io.murmur.cli.dev;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The folder of a cluster on this machine: `murmur-1.conf`, `murmur-1/`, `murmur-1.log`, and so on.
///
/// @param root absolute
record DevFolder(Path root) {

    /// The most nodes it may have: more share their machine badly, and their ports would meet.
    static final int NODES_MAX = 9;

    private static final int REPLICAS = 3;

    DevFolder {
        root = root.toAbsolutePath().normalize();
    }

    DevNode node(int number, DevNode.Ports ports) {
        String name = DevNode.nameOf(number);
        return new DevNode(number, ports, configOf(number), root.resolve(name), root.resolve(name + ".log"));
    }

    private Path configOf(int number) {
        return root.resolve(DevNode.nameOf(number) + ".conf");
    }

    /// How many nodes were started here before; 0 if none.
    int size() {
        return (int) IntStream.rangeClosed(1, NODES_MAX)
                .takeWhile(number -> Files.exists(configOf(number)))
                .count();
    }

    /// Writes the configuration of each node.
    ///
    /// @param shared a file with settings for all of them, or null
    void write(List<DevNode> nodes, @Nullable Path shared) throws IOException {
        Files.createDirectories(root);
        String members = nodes.stream()
                .map(node -> quoted(
                        node.name() + "=" + DevNode.HOST + ":" + node.ports().internal()))
                .collect(Collectors.joining(", "));
        String include = shared == null
                ? ""
                : "include required(file(" + quoted(shared.toAbsolutePath().toString()) + "))\n";
        for (DevNode node : nodes) {
            Files.writeString(
                    node.config(),
                    include
                            + """
                            # Written by murmur dev at each start. For settings of your own: --config FILE.
                            murmur {
                              node { name = %s, host = %s, bind = %s, data = %s }
                              ports { redis = %d, http = %d, internal = %d }
                              cluster { nodes = [%s], replicas = %d }
                            }
                            """.formatted(
                                            quoted(node.name()),
                                            quoted(DevNode.HOST),
                                            quoted(DevNode.HOST),
                                            quoted(node.data().toString()),
                                            node.ports().redis(),
                                            node.ports().http(),
                                            node.ports().internal(),
                                            members,
                                            Math.min(REPLICAS, nodes.size())));
        }
    }

    private static String quoted(String text) {
        return ConfigUtil.quoteString(text);
    }
}
