package io.murmur.load.scene;

import io.murmur.load.target.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One network namespace for each node, joined by a bridge. This process has an address on the bridge, too,
/// and what clients say is never disturbed. A cut drops packets silently: connections stay open and hang, as
/// with a real one.
///
/// Only inside an [Enclosure]. Not thread-safe.
public final class Network implements Site {

    private static final String SUBNET = "10.77.0.";
    private static final List<Integer> PORTS = List.of(7379, 7380, 7355);

    private final int nodes;

    private Network(int nodes) {
        this.nodes = nodes;
    }

    /// Builds it.
    ///
    /// @param retries how often the kernel sends again what is not acknowledged until it gives the connection up
    ///     (`net.ipv4.tcp_retries2`)
    /// @throws IOException if this process is where the machine's own network is, or something is not permitted
    public static Network build(int nodes, int retries) throws IOException {
        requireEmptyNetwork();
        Commands.succeed("mount -t tmpfs tmpfs /run");
        Commands.succeed("ip link add bridge type bridge");
        Commands.succeed("ip addr add " + SUBNET + "254/24 dev bridge");
        for (String device : List.of("bridge", "lo")) {
            Commands.succeed("ip link set " + device + " up");
        }
        Network network = new Network(nodes);
        for (int node = 0; node < nodes; node++) {
            network.attach(node, retries);
        }
        return network;
    }

    private static void requireEmptyNetwork() throws IOException {
        List<String> others = Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .filter(device -> !device.equals("lo"))
                .toList();
        if (!others.isEmpty()) {
            throw new IOException("this network has " + others + " already; it is not made for this test");
        }
    }

    private void attach(int node, int retries) throws IOException {
        String name = name(node);
        Commands.succeed("ip netns add " + name);
        Commands.succeed("ip link add to-" + name + " type veth peer name eth0 netns " + name);
        Commands.succeed("ip link set to-" + name + " master bridge up");
        Commands.succeed("ip -n " + name + " addr add " + host(node) + "/24 dev eth0");
        Commands.succeed("ip -n " + name + " link set eth0 up");
        Commands.succeed("ip -n " + name + " link set lo up");
        at(node, "sysctl -q -w net.ipv4.tcp_retries2=" + retries);
    }

    private static String name(int node) {
        return "node-" + node;
    }

    private void at(int node, String command) throws IOException {
        List<String> words = new ArrayList<>(inside(node));
        words.addAll(List.of(command.split(" ", -1)));
        Commands.succeed(words);
    }

    @Override
    public int nodes() {
        return nodes;
    }

    @Override
    public String host(int node) {
        return SUBNET + (node + 1);
    }

    @Override
    public int port(int node, int door) {
        return PORTS.get(door);
    }

    @Override
    public List<String> inside(int node) {
        return List.of("ip", "netns", "exec", name(node));
    }

    /// What one node sends reaches the other no more.
    public void silence(int from, int to) throws IOException {
        at(to, "iptables -w -A INPUT -s " + host(from) + " -j DROP");
    }

    /// Nothing passes between the groups, in either direction.
    public void divide(List<Set<Integer>> groups) throws IOException {
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (areDivided(groups, from, to)) {
                    silence(from, to);
                }
            }
        }
    }

    private static boolean areDivided(List<Set<Integer>> groups, int one, int other) {
        return groups.stream().anyMatch(group -> group.contains(one) && !group.contains(other));
    }

    /// Loses packets between nodes at random, this many of a hundred.
    public void lose(int percent) throws IOException {
        for (int to = 0; to < nodes; to++) {
            for (int from = 0; from < nodes; from++) {
                if (from != to) {
                    at(
                            to,
                            "iptables -w -A INPUT -s " + host(from) + " -m statistic --mode random --probability "
                                    + percent / 100.0 + " -j DROP");
                }
            }
        }
    }

    /// Everything passes again.
    public void heal() throws IOException {
        for (int node = 0; node < nodes; node++) {
            at(node, "iptables -w -F INPUT");
        }
    }
}
