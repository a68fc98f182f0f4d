package io.murmur.load.target;

import io.murmur.load.codec.Codec;
import io.murmur.load.codec.KeySpace;
import io.murmur.load.codec.RespCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/// Three Murmur nodes with their default configuration: N=3, W=R=2, durability fsync.
public final class MurmurTarget implements Target {

    private static final int READY_SECONDS = 60;
    private static final int TIMEOUT_MILLIS = 2_000;
    /// Not a key of any run: its name has another form.
    private static final String PROBE = "ready?";

    private final MurmurFleet fleet;

    /// Starts all nodes and waits until each has carried out a write.
    public MurmurTarget(MurmurFleet fleet) throws IOException {
        this.fleet = fleet;
        for (int node = 0; node < fleet.size(); node++) {
            fleet.start(node);
        }
        for (InetSocketAddress address : addresses()) {
            Readiness.await("murmur", READY_SECONDS, fleet.processes(), () -> canWrite(address));
        }
    }

    private static boolean canWrite(InetSocketAddress address) throws IOException {
        try (RespClient client = new RespClient(address, TIMEOUT_MILLIS)) {
            return "OK".equals(client.call("SET", PROBE, "yes"));
        }
    }

    @Override
    public String name() {
        return "murmur";
    }

    @Override
    public String description() {
        return "three nodes, N=3, W=R=2, durability fsync, connections to all three";
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return IntStream.range(0, fleet.size()).mapToObj(fleet::address).toList();
    }

    @Override
    public Codec codec(InetSocketAddress address, KeySpace space) {
        return new RespCodec(space, 0, 0);
    }

    @Override
    public List<Long> pids() {
        return fleet.processes().stream().map(ServerProcess::pid).toList();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
