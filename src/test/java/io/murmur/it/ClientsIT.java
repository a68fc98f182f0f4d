package io.murmur.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.MurmurTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.exceptions.JedisException;

/// Clients of Redis and Redis Cluster, unmodified, against three real nodes; one of them dies and comes back.
final class ClientsIT {

    private static final int KEYS = 200;

    @TempDir
    private static Path folder;

    private static MurmurFleet fleet;
    private static MurmurTarget target;

    @BeforeAll
    static void start() throws IOException {
        fleet = new MurmurFleet(
                Tools.MURMUR, folder, MurmurFleet.SHORT_LIVED, "murmur.namespaces.last { conflict = last-writer }\n");
        target = new MurmurTarget(fleet);
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    private static String port(int node) {
        return Integer.toString(fleet.address(node).getPort());
    }

    private static RedisClusterClient lettuce() {
        return lettuce(Duration.ofSeconds(10));
    }

    private static RedisClusterClient lettuce(Duration timeout) {
        RedisClusterClient client = RedisClusterClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(fleet.address(0).getPort())
                .withTimeout(timeout)
                .build());
        client.setOptions(ClusterClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP3)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofMillis(500))
                        .build())
                .build());
        return client;
    }

    @Test
    void redisCliWorksOnEveryNode() throws Exception {
        Path cli = Tools.installed("redis-cli");
        for (int node = 0; node < fleet.size(); node++) {
            String key = "cli:" + node;
            assertEquals(
                    "OK",
                    Tools.output(cli, "-c", "-p", port(node), "SET", key, "v" + node)
                            .strip());
            int next = (node + 1) % fleet.size();
            assertEquals(
                    "v" + node,
                    Tools.output(cli, "-c", "-p", port(next), "GET", key).strip());
            assertEquals(
                    "1",
                    Tools.output(cli, "-c", "-3", "-p", port(next), "DEL", key).replaceAll("\\D", ""));
        }
        assertTrue(Tools.output(cli, "-p", port(0), "--cluster", "check", "127.0.0.1:" + port(0))
                .contains("All 16384 slots covered"));
    }

    @Test
    void concurrentWritesAreSiblingsOnEveryNode() throws Exception {
        Path cli = Tools.installed("redis-cli");
        String nothing = contextOf(Tools.output(cli, "-p", port(0), "KV.GET", "both"));
        Tools.output(cli, "-p", port(0), "KV.SET", "both", "left", "CONTEXT", nothing);
        Tools.output(cli, "-p", port(1), "KV.SET", "both", "right", "CONTEXT", nothing);
        String seen = Tools.output(cli, "-p", port(2), "KV.GET", "both", "R", "3");
        assertTrue(seen.contains("left") && seen.contains("right"), seen);
        Tools.output(cli, "-p", port(2), "KV.SET", "both", "merged", "CONTEXT", contextOf(seen), "W", "3");
        assertEquals("merged", Tools.output(cli, "-p", port(0), "GET", "both").strip());
    }

    @Test
    void theLastWriterWinsWhereTheNamespaceSaysSo() throws Exception {
        Path cli = Tools.installed("redis-cli");
        String nothing = contextOf(Tools.output(cli, "-p", port(0), "KV.GET", "last:a"));
        Tools.output(cli, "-p", port(0), "KV.SET", "last:a", "early", "CONTEXT", nothing);
        Tools.output(cli, "-p", port(1), "KV.SET", "last:a", "late", "CONTEXT", nothing);
        assertEveryNodeShows(cli, "last:a", "late");
        Tools.output(cli, "-p", port(2), "KV.DEL", "last:a", "CONTEXT", nothing);
        assertEveryNodeShows(cli, "last:a", "");
    }

    private static void assertEveryNodeShows(Path cli, String key, String value) throws Exception {
        for (int node = 0; node < fleet.size(); node++) {
            String all = Tools.output(cli, "-p", port(node), "KV.GET", key, "R", "3");
            assertEquals("values" + value + "context", all.lines().limit(3).collect(joining()), all);
            assertEquals(
                    value, Tools.output(cli, "-c", "-p", port(node), "GET", key).strip());
        }
    }

    @Test
    void aRepeatedWriteTakesEffectOnceOnEveryNode() throws Exception {
        Path cli = Tools.installed("redis-cli");
        String id = "00000000000000aa" + "0".repeat(15) + "1";
        Tools.output(cli, "-p", port(0), "KV.SET", "once", "first", "ID", id, "FIRST");
        Tools.output(cli, "-p", port(1), "SET", "once", "second");
        Tools.output(cli, "-p", port(2), "KV.SET", "once", "first", "ID", id);
        assertEquals("second", Tools.output(cli, "-p", port(0), "GET", "once").strip());
        Tools.output(cli, "-p", port(1), "KV.DEL", "once");
        assertEquals("", Tools.output(cli, "-p", port(2), "GET", "once").strip());
    }

    /// The last line of what redis-cli prints of KV.GET.
    private static String contextOf(String output) {
        return output.strip().lines().toList().getLast();
    }

    @Test
    void redisBenchmarkRunsUnmodified() throws Exception {
        Path benchmark = Tools.installed("redis-benchmark");
        String plain = Tools.output(benchmark, "-p", port(0), "-t", "set,get", "-n", "2000", "-r", "500", "-q");
        assertTrue(plain.contains("SET") && plain.contains("GET"), plain);
        String oneKey = Tools.output(benchmark, "-p", port(1), "-t", "set,get", "-n", "1000", "-q");
        assertTrue(oneKey.contains("SET") && oneKey.contains("GET"), oneKey);
        String cluster =
                Tools.output(benchmark, "-p", port(2), "--cluster", "-t", "set,get", "-n", "2000", "-r", "500", "-q");
        assertTrue(cluster.contains("Cluster has 3 master nodes") && cluster.contains("GET"), cluster);
    }

    @Test
    @SuppressWarnings("deprecation") // The name most programs still use; its successor wraps the same machinery.
    void jedisReadsAndWritesOverTheCluster() {
        try (JedisCluster jedis =
                new JedisCluster(new HostAndPort("127.0.0.1", fleet.address(0).getPort()), 10_000)) {
            for (int i = 0; i < KEYS; i++) {
                assertEquals("OK", jedis.set("jedis:" + i, "value " + i));
            }
            for (int i = 0; i < KEYS; i++) {
                assertEquals("value " + i, jedis.get("jedis:" + i));
            }
            assertEquals("OK", jedis.setex("jedis:1", 1000, "ends"));
            assertTrue(jedis.ttl("jedis:1") > 900);
            assertEquals(1, jedis.expire("jedis:1", 2000));
            assertTrue(jedis.ttl("jedis:1") > 1900);
            assertEquals(1, jedis.persist("jedis:1"));
            assertEquals(-1, jedis.ttl("jedis:1"));
            assertEquals(1, jedis.del("jedis:0"));
            assertEquals(false, jedis.exists("jedis:0"));
        }
    }

    /// Written through one node, read on all.
    @Test
    void valuesExpireOnEveryNode() throws Exception {
        Path cli = Tools.installed("redis-cli");
        Tools.output(cli, "-p", port(0), "SET", "ends", "v", "EX", "1000");
        Tools.output(cli, "-p", port(0), "SET", "stays", "v", "PX", "600");
        assertEquals("1", Tools.output(cli, "-p", port(0), "PERSIST", "stays").strip());
        assertEquals(
                "1",
                Tools.output(cli, "-p", port(0), "PEXPIREAT", "ends", "" + (System.currentTimeMillis() + 600))
                        .strip());
        for (int node = 0; node < fleet.size(); node++) {
            while (!Tools.output(cli, "-p", port(node), "GET", "ends").isBlank()) {
                Thread.onSpinWait();
            }
            assertEquals(
                    "-2", Tools.output(cli, "-p", port(node), "TTL", "ends").strip());
            assertEquals(
                    "-1", Tools.output(cli, "-p", port(node), "TTL", "stays").strip());
            assertEquals(
                    "v", Tools.output(cli, "-p", port(node), "GET", "stays").strip());
        }
    }

    /// Through all nodes at once, by clients that do not know of each other.
    @Test
    void incrementsOfAllNodesAddUp() throws Exception {
        int each = 200;
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int node = 0; node < fleet.size(); node++) {
            RedisURI uri = RedisURI.create("127.0.0.1", Integer.parseInt(port(node)));
            clients.add(CompletableFuture.runAsync(() -> increment(uri, each)));
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        Path cli = Tools.installed("redis-cli");
        for (int node = 0; node < fleet.size(); node++) {
            assertEquals(
                    Integer.toString(each * fleet.size()),
                    Tools.output(cli, "-p", port(node), "GET", "hits").strip());
        }
    }

    private static void increment(RedisURI uri, int times) {
        try (RedisClient client = RedisClient.create(uri);
                var connection = client.connect()) {
            long last = 0;
            for (int i = 0; i < times; i++) {
                long now = connection.sync().incr("hits");
                assertTrue(now > last, now + " after " + last);
                last = now;
            }
        }
    }

    /// Through all nodes at once: members of their own, and one that all add and remove again and again.
    @Test
    void membersAndFieldsOfAllNodesComeTogether() throws Exception {
        int each = 60;
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int node = 0; node < fleet.size(); node++) {
            String name = "n" + node;
            RedisURI uri = RedisURI.create("127.0.0.1", Integer.parseInt(port(node)));
            clients.add(CompletableFuture.runAsync(() -> collect(uri, name, each)));
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        Path cli = Tools.installed("redis-cli");
        for (int node = 0; node < fleet.size(); node++) {
            String members = Integer.toString(each * fleet.size());
            assertEquals(
                    members,
                    Tools.output(cli, "-p", port(node), "SCARD", "members").strip());
            assertEquals(
                    members,
                    Tools.output(cli, "-p", port(node), "HLEN", "fields").strip());
            assertEquals(
                    "59",
                    Tools.output(cli, "-p", port(node), "HGET", "fields", "n1-59")
                            .strip());
            assertEquals(
                    "0",
                    Tools.output(cli, "-p", port(node), "SISMEMBER", "members", "guest")
                            .strip());
        }
    }

    private static void collect(RedisURI uri, String name, int times) {
        try (RedisClient client = RedisClient.create(uri);
                var connection = client.connect()) {
            var commands = connection.sync();
            for (int i = 0; i < times; i++) {
                assertEquals(1, commands.sadd("members", name + "-" + i));
                assertTrue(commands.hset("fields", name + "-" + i, Integer.toString(i)));
                commands.sadd("members", "guest");
                commands.srem("members", "guest");
            }
            commands.srem("members", "guest");
        }
    }

    @Test
    void valuesOfAMebibyteCrossTheCluster() {
        try (RedisClusterClient client = lettuce();
                var connection = client.connect()) {
            String large = "x".repeat((1 << 20) - 64);
            assertEquals("OK", connection.sync().set("large", large));
            assertEquals(large, connection.sync().get("large"));
            assertEquals(1, connection.sync().del("large"));
        }
    }

    @Test
    void scanOverAllNodesListsEveryKeyOnce() {
        try (RedisClusterClient client = lettuce();
                var connection = client.connect()) {
            Set<String> expected = new TreeSet<>();
            for (int i = 0; i < KEYS; i++) {
                connection.sync().set("scan:" + i, "v");
                expected.add("scan:" + i);
            }
            Set<String> found = new TreeSet<>();
            var cursor = connection.sync().scan(ScanArgs.Builder.limit(37).match("scan:*"));
            found.addAll(cursor.getKeys());
            while (!cursor.isFinished()) {
                cursor = connection
                        .sync()
                        .scan(cursor, ScanArgs.Builder.limit(37).match("scan:*"));
                found.addAll(cursor.getKeys());
            }
            assertEquals(expected, found);
        }
    }

    /// Goal: clients with a view of the cluster go on when a node dies, and find it again when it returns.
    /// Method: one Lettuce and one Jedis connection live through it; retried writes must all succeed within a
    /// generous limit. What Lettuce sent to a node that is gone it keeps until its timeout, so that one is short.
    @Test
    @SuppressWarnings("deprecation") // See above.
    void clientsFollowANodeThatDiesAndReturns() throws IOException {
        try (RedisClusterClient client = lettuce(Duration.ofSeconds(1));
                var connection = client.connect();
                JedisCluster jedis = new JedisCluster(
                        new HostAndPort("127.0.0.1", fleet.address(0).getPort()), 5_000)) {
            RedisAdvancedClusterCommands<String, String> lettuce = connection.sync();
            writeAll(lettuce, jedis, "before");
            fleet.kill(1);
            writeAll(lettuce, jedis, "without");
            Tools.await("the dead node has no slots", 30, () -> mastersOf(client) == 2);
            fleet.start(1);
            Tools.await("the node has slots again", 60, () -> mastersOf(client) == 3);
            writeAll(lettuce, jedis, "after");
        }
    }

    @SuppressWarnings("deprecation") // See above.
    private static void writeAll(
            RedisAdvancedClusterCommands<String, String> lettuce, JedisCluster jedis, String value) {
        for (int i = 0; i < KEYS; i++) {
            String key = "follow:" + i;
            Tools.await("Lettuce writes " + key, 60, () -> succeeds(() -> lettuce.set(key, value)));
            Tools.await("Jedis reads " + key, 60, () -> succeeds(() -> assertEquals(value, jedis.get(key))));
            String other = "follow too:" + i;
            Tools.await("Jedis writes " + other, 60, () -> succeeds(() -> jedis.set(other, value)));
            Tools.await("Lettuce reads " + other, 60, () -> succeeds(() -> assertEquals(value, lettuce.get(other))));
        }
    }

    private static boolean succeeds(Runnable command) {
        try {
            command.run();
            return true;
        } catch (RedisException | JedisException retried) {
            return false;
        }
    }

    private static long mastersOf(RedisClusterClient client) {
        return client.getPartitions().stream()
                .filter(node -> !node.getSlots().isEmpty())
                .count();
    }
}
