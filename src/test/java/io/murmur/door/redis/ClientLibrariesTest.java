package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.params.ScanParams;

/// Real clients against three doors over one store in memory.
class ClientLibrariesTest {

    private static final int KEYS = 500;

    @Test
    void lettuceReadsAndWritesOverTheCluster() throws Exception {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3);
                RedisClusterClient client = RedisClusterClient.create(RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(fixture.port())
                        .build());
                var connection = client.connect()) {
            RedisAdvancedClusterCommands<String, String> sync = connection.sync();
            assertEquals(3, connection.getPartitions().size());
            List<RedisFuture<String>> writes = new ArrayList<>();
            for (int i = 0; i < KEYS; i++) {
                writes.add(connection.async().set("key:" + i, "value " + i));
            }
            for (RedisFuture<String> write : writes) {
                assertEquals("OK", write.get(20, TimeUnit.SECONDS));
            }
            assertEquals("value 7", sync.get("key:7"));
            assertEquals(KEYS, sync.dbsize());
            assertEquals(KEYS, lettuceScan(sync).size());
            assertEquals("OK", sync.mset(Map.of("key:1", "a", "key:2", "b", "key:3", "c")));
            assertEquals(2, sync.mget("key:1", "nosuch").size());
            assertEquals(3, sync.del("key:1", "key:2", "key:3"));
            assertNull(sync.get("key:1"));
            assertEquals(1, sync.exists("key:4", "key:3"));
        }
    }

    private static Set<String> lettuceScan(RedisAdvancedClusterCommands<String, String> sync) {
        Set<String> keys = new TreeSet<>();
        KeyScanCursor<String> cursor = sync.scan(ScanArgs.Builder.limit(50).match("key:*"));
        keys.addAll(cursor.getKeys());
        while (!cursor.isFinished()) {
            cursor = sync.scan(cursor, ScanArgs.Builder.limit(50).match("key:*"));
            keys.addAll(cursor.getKeys());
        }
        return keys;
    }

    @Test
    @SuppressWarnings("deprecation") // The name most programs still use; its successor wraps the same machinery.
    void jedisReadsAndWritesOverTheCluster() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3);
                JedisCluster jedis = new JedisCluster(new HostAndPort("127.0.0.1", fixture.port()))) {
            Map<String, String> model = new LinkedHashMap<>();
            for (int i = 0; i < KEYS; i++) {
                model.put("key:" + i, "value " + i);
                assertEquals("OK", jedis.set("key:" + i, "value " + i));
            }
            model.forEach((key, value) -> assertEquals(value, jedis.get(key)));
            assertEquals(3, jedis.getClusterNodes().size());
            assertEquals(1, jedis.del("key:0"));
            assertEquals(false, jedis.exists("key:0"));
            assertEquals("OK", jedis.mset("{t}a", "1", "{t}b", "2"));
            assertEquals(List.of("1", "2"), jedis.mget("{t}a", "{t}b"));
            assertEquals(
                    "0",
                    jedis.scan("0", new ScanParams().match("{t}*").count(10_000))
                            .getCursor());
        }
    }

    @Test
    void redisCliFollowsNobodyAndScansItsShare() throws Exception {
        Path cli = tool("redis-cli");
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3)) {
            String port = Integer.toString(fixture.port());
            assertEquals("OK", run(cli, "-c", "-p", port, "SET", "k", "v").strip());
            assertEquals(
                    "v",
                    run(cli, "-c", "-3", "-p", Integer.toString(fixture.door(2).port()), "GET", "k")
                            .strip());
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                all.append(run(cli, "-p", Integer.toString(fixture.door(i).port()), "--scan"));
            }
            assertEquals("k", all.toString().strip());
            assertTrue(run(cli, "-p", port, "--cluster", "call", "127.0.0.1:" + port, "PING")
                    .contains("PONG"));
        }
    }

    @Test
    void redisBenchmarkRunsUnmodified() throws Exception {
        Path benchmark = tool("redis-benchmark");
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3)) {
            String port = Integer.toString(fixture.port());
            String plain = run(benchmark, "-p", port, "-t", "set,get,ping,mset", "-n", "4000", "-r", "1000", "-q");
            assertTrue(plain.contains("SET") && plain.contains("requests per second"), plain);
            String pipelined = run(benchmark, "-p", port, "-t", "set,get", "-n", "4000", "-P", "16", "-q");
            assertTrue(pipelined.contains("GET"), pipelined);
            String cluster = run(benchmark, "-p", port, "--cluster", "-t", "set,get", "-n", "3000", "-r", "100", "-q");
            assertTrue(cluster.contains("Cluster has 3 master nodes") && cluster.contains("GET"), cluster);
        }
    }

    private static Path tool(String name) {
        Path tool = Path.of("/usr/bin", name);
        assumeTrue(Files.isExecutable(tool), name + " is not installed");
        return tool;
    }

    private static String run(Path tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("tool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertTrue(ended && process.exitValue() == 0, () -> command + " failed: " + text);
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
