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

/// Murmur nodes at some [Site], each started by `bin/murmur node --config FILE`. How a node is started is
/// said here only.
public final class MurmurFleet implements Fleet {

    /// The environment of nodes that live for seconds: the second compiler would take more than it gives.
    public static final Map<String, String> SHORT_LIVED =
            Map.of("MURMUR_JVM_OPTS", "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1");

    /// Owners of a key (N).
    private static final int COPIES = 3;

    private final Path program;
    private final Path folder;
    private final Map<String, String> environment;
    private final String settings;
    private final Site site;
    private final List<@Nullable ServerProcess> processes = new ArrayList<>();

    /// Three nodes on this machine that have the usual settings.
    public MurmurFleet(Path program, Path folder, Map<String, String> environment) throws IOException {
        this(program, folder, environment, "");
    }

    /// Three nodes on this machine.
    public MurmurFleet(Path program, Path folder, Map<String, String> environment, String settings) throws IOException {
        this(Site.onLoopback(3), program, folder, environment, settings);
    }

    /// Writes the configurations under `folder`; starts nothing yet.
    ///
    /// @param program the start script
    /// @param environment for the script: heap, JVM options
    /// @param settings of every node, beside the usual ones
    public MurmurFleet(Site site, Path program, Path folder, Map<String, String> environment, String settings)
            throws IOException {
        this.site = site;
        this.program = program;
        this.folder = Files.createDirectories(folder);
        this.environment = environment;
        this.settings = settings;
        for (int node = 0; node < site.nodes(); node++) {
            Files.writeString(file(node), configuration(node));
            processes.add(null);
        }
    }

    private String configuration(int node) {
        String members = IntStream.range(0, site.nodes())
                .mapToObj(other ->
                        "\"" + name(other) + "=" + site.host(other) + ":" + site.port(other, Site.INTERNAL) + "\"")
                .collect(Collectors.joining(", "));
        return """
            murmur {
              node { name = "%s", host = "%s", bind = "%s", data = "%s" }
              ports { redis = %d, http = %d, internal = %d }
              cluster { nodes = [%s], replicas = %d }
            }
            """.formatted(
                                name(node),
                                site.host(node),
                                site.host(node),
                                volume(node).toAbsolutePath(),
                                site.port(node, Site.REDIS),
                                site.port(node, Site.HTTP),
                                site.port(node, Site.INTERNAL),
                                members,
                                COPIES)
                + settings;
    }

    /// The data folder of a node.
    public Path volume(int node) {
        return folder.resolve(name(node));
    }

    /// Where a node tells its state and metrics, such as `127.0.0.1:7380`.
    public String httpDoor(int node) {
        return site.host(node) + ":" + site.port(node, Site.HTTP);
    }

    /// The process of a node; -1 if it was never started. It may have ended.
    public long pid(int node) {
        ServerProcess process = processes.get(node);
        return process == null ? -1 : process.pid();
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

    @Override
    public int size() {
        return site.nodes();
    }

    @Override
    public InetSocketAddress address(int node) {
        return new InetSocketAddress(site.host(node), site.port(node, Site.REDIS));
    }

    @Override
    public void start(int node) throws IOException {
        startWith(node, List.of());
    }

    /// Starts a node with more options than usual.
    public void startWith(int node, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(site.inside(node));
        command.addAll(
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
