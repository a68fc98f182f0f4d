package io.murmur.load.target;

import io.murmur.load.codec.Codec;
import io.murmur.load.codec.EtcdCodec;
import io.murmur.load.codec.KeySpace;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Three etcd nodes with the settings they come with, except for a larger quota: the history of a run is kept.
///
/// Connections go to all three, as with Murmur; a follower hands puts to the leader.
public final class EtcdTarget implements Target {

    private static final int NODES = 3;
    private static final int READY_SECONDS = 30;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final long QUOTA_BYTES = 8L << 30;

    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<Integer> ports = Ports.free(2 * NODES);

    /// Starts the nodes with their data under `folder`.
    public EtcdTarget(Path folder) throws IOException {
        String cluster = IntStream.range(0, NODES)
                .mapToObj(node -> "n" + node + "=" + peer(node))
                .collect(Collectors.joining(","));
        for (int node = 0; node < NODES; node++) {
            processes.add(ServerProcess.start(
                    command(node, cluster, folder),
                    Map.of("ETCD_UNSUPPORTED_ARCH", System.getProperty("os.arch")),
                    folder.resolve("n" + node + ".log")));
        }
        for (int node = 0; node < NODES; node++) {
            URI health = URI.create(client(node) + "/health");
            Readiness.await("etcd", READY_SECONDS, processes, () -> isHealthy(health));
        }
    }

    private List<String> command(int node, String cluster, Path folder) {
        return List.of(
                "etcd",
                "--name=n" + node,
                "--data-dir=" + folder.resolve("n" + node),
                "--listen-client-urls=" + client(node),
                "--advertise-client-urls=" + client(node),
                "--listen-peer-urls=" + peer(node),
                "--initial-advertise-peer-urls=" + peer(node),
                "--initial-cluster=" + cluster,
                "--initial-cluster-state=new",
                "--quota-backend-bytes=" + QUOTA_BYTES,
                "--logger=zap",
                "--log-outputs=stderr",
                "--log-level=warn");
    }

    private String client(int node) {
        return "http://127.0.0.1:" + ports.get(node);
    }

    private String peer(int node) {
        return "http://127.0.0.1:" + ports.get(NODES + node);
    }

    private static boolean isHealthy(URI health) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("true");
        }
    }

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public String description() {
        return "three nodes, every put synced by a majority, reads linearizable, over gRPC, connections to all three";
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return ports.stream().limit(NODES).map(Ports::loopback).toList();
    }

    @Override
    public Codec codec(InetSocketAddress address, KeySpace space) {
        return new EtcdCodec(space, "127.0.0.1:" + address.getPort());
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
