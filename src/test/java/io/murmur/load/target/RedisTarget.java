package io.murmur.load.target;

import io.murmur.load.codec.Codec;
import io.murmur.load.codec.KeySpace;
import io.murmur.load.codec.RespCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Redis primary with two replicas, all syncing every write; a write is SET and WAIT 1, a read asks the
/// primary.
///
/// Not the same promise as a quorum: nothing is taken back when WAIT times out, and nothing elects a new primary.
public final class RedisTarget implements Target {

    private static final int NODES = 3;
    private static final int READY_SECONDS = 30;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int WAIT_REPLICAS = 1;

    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<Integer> ports = Ports.free(NODES);

    /// Starts the nodes with their data under `folder`.
    public RedisTarget(Path folder) throws IOException {
        for (int node = 0; node < NODES; node++) {
            Path data = Files.createDirectories(folder.resolve("n" + node));
            processes.add(ServerProcess.start(command(node, data), Map.of(), folder.resolve("n" + node + ".log")));
        }
        Readiness.await("redis", READY_SECONDS, processes, this::hasReplicas);
    }

    private List<String> command(int node, Path data) {
        List<String> command = new ArrayList<>(List.of(
                "redis-server",
                "--port",
                Integer.toString(ports.get(node)),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                ""));
        if (node > 0) {
            command.addAll(List.of("--replicaof", "127.0.0.1 " + ports.getFirst()));
        }
        return command;
    }

    private boolean hasReplicas() throws IOException {
        try (RespClient client = new RespClient(Ports.loopback(ports.getFirst()), TIMEOUT_MILLIS)) {
            @Nullable String text = client.call("INFO", "replication");
            return text != null
                    && text.lines()
                                    .filter(line -> line.contains("state=online"))
                                    .count()
                            == NODES - 1;
        }
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String description() {
        return "primary and two replicas, appendfsync always, SET + WAIT 1, reads and writes to the primary only";
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(Ports.loopback(ports.getFirst()));
    }

    @Override
    public Codec codec(InetSocketAddress address, KeySpace space) {
        return new RespCodec(space, WAIT_REPLICAS, TIMEOUT_MILLIS);
    }

    @Override
    public List<Long> pids() {
        return processes.stream().map(ServerProcess::pid).toList();
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
