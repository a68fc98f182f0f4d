package io.murmur.load.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Three Murmur nodes, each started by `bin/murmur node --config FILE`. How a node is started is said here only.
public final class MurmurFleet implements Fleet {

    public static final int NODES = 3;

    /// The environment of nodes that live for seconds: the second compiler would take more than it gives.
    public static final Map<String, String> SHORT_LIVED =
            Map.of("MURMUR_JVM_OPTS", "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1");

    private static final int PORTS_PER_NODE = 3;

    private final Path program;
    private final Path folder;
    private final Map<String, String> environment;
    private final String settings;
    private final List<Integer> ports = Ports.free(NODES * PORTS_PER_NODE);
    private final List<@Nullable ServerProcess> processes = new ArrayList<>();

    /// Nodes that have the usual settings.
    public MurmurFleet(Path program, Path folder, Map<String, String> environment) throws IOException {
        this(program, folder, environment, "");
    }

    /// Writes the configurations under `folder`; starts nothing yet.
    ///
    /// @param program the start script
    /// @param environment for the script: heap, JVM options
    /// @param settings of every node, beside the usual ones
    public MurmurFleet(Path program, Path folder, Map<String, String> environment, String settings) throws IOException {
        this.program = program;
        this.folder = Files.createDirectories(folder);
        this.environment = environment;
        this.settings = settings;
        for (int node = 0; node < NODES; node++) {
            Files.writeString(file(node), configuration(node));
            processes.add(null);
        }
    }

    private String configuration(int node) {
        String members = IntStream.range(0, NODES)
                .mapToObj(other -> "\"" + name(other) + "=127.0.0.1:" + port(other, 2) + "\"")
                .collect(Collectors.joining(", "));
        return """
            murmur {
              node { name = "%s", host = "127.0.0.1", data = "%s" }
              ports { redis = %d, http = %d, internal = %d }
              cluster { nodes = [%s], replicas = %d }
            }
            """.formatted(
                                name(node),
                                volume(node).toAbsolutePath(),
                                port(node, 0),
                                port(node, 1),
                                port(node, 2),
                                members,
                                NODES)
                + settings;
    }

    /// The data folder of a node.
    public Path volume(int node) {
        return folder.resolve(name(node));
    }

    /// Whether a process of the node runs.
    public boolean isRunning(int node) {
        ServerProcess process = processes.get(node);
        return process != null && process.isAlive();
    }

    private Path file(int node) {
        return folder.resolve(name(node) + ".conf");
    }

    private static String name(int node) {
        return "murmur-" + node;
    }

    private int port(int node, int purpose) {
        return ports.get(node * PORTS_PER_NODE + purpose);
    }

    @Override
    public int size() {
        return NODES;
    }

    @Override
    public InetSocketAddress address(int node) {
        return Ports.loopback(port(node, 0));
    }

    @Override
    public void start(int node) throws IOException {
        startWith(node, List.of());
    }

    /// Starts a node with more options than usual.
    public void startWith(int node, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "node", "--config", file(node).toString()));
        command.addAll(options);
        processes.set(node, ServerProcess.start(command, environment, folder.resolve(name(node) + ".log")));
    }

    @Override
    public void kill(int node) {
        ServerProcess process = processes.get(node);
        if (process != null) {
            process.kill();
        }
    }

    /// The processes that were started, in the order of the nodes.
    List<ServerProcess> processes() {
        return processes.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Override
    public String lastWords(int node) throws IOException {
        ServerProcess process = processes.get(node);
        return process == null ? "never started" : process.lastWords();
    }

    @Override
    public void close() {
        // All at once: a node that stops alone waits for its peers.
        processes().parallelStream().forEach(ServerProcess::close);
    }
}
