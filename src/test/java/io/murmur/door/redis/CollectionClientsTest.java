package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScoredValueScanCursor;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/// Real clients and collections: the shapes of answers differ between the versions of the protocol.
class CollectionClientsTest {

    private static final int ELEMENTS = 300;

    @Test
    void lettuceReadsCollectionsInTheThirdVersion() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3);
                RedisClusterClient client = RedisClusterClient.create(RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(fixture.port())
                        .build());
                var connection = client.connect()) {
            RedisAdvancedClusterCommands<String, String> sync = connection.sync();
            assertEquals(2, sync.hset("h", Map.of("a", "1", "b", "2")));
            assertEquals(Map.of("a", "1", "b", "2"), sync.hgetall("h"));
            assertEquals("2", sync.hget("h", "b"));
            assertEquals("hash", sync.type("h"));
            assertEquals(2, sync.hrandfieldWithvalues("h", 5).size());
            assertEquals(2, sync.sadd("s", "x", "y"));
            assertEquals(Set.of("x", "y"), sync.smembers("s"));
            assertEquals(List.of(true, false), sync.smismember("s", "x", "z"));
            assertEquals(1, sync.zadd("z", 1.5, "m"));
            assertEquals(1, sync.zadd("z", 2, "n"));
            assertEquals(1, sync.zadd("z", -1, "l"));
            assertEquals(1.5, sync.zscore("z", "m"));
            assertNull(sync.zscore("z", "nosuch"));
            assertEquals(
                    List.of(ScoredValue.just(-1, "l"), ScoredValue.just(1.5, "m"), ScoredValue.just(2, "n")),
                    sync.zrangeWithScores("z", 0, -1));
            assertEquals(List.of("m", "n"), sync.zrangebyscore("z", Range.create(0, 5)));
            assertEquals(List.of("n", "m", "l"), sync.zrevrange("z", 0, -1));
            assertEquals(1, sync.zrank("z", "m"));
            assertEquals(ScoredValue.just(1.5, 1L), sync.zrankWithScore("z", "m"));
            assertThrows(RedisCommandExecutionException.class, () -> sync.get("h"));
            assertEquals(Set.of("x", "y"), lettuceScan(sync, "s"));
        }
    }

    private static Set<String> lettuceScan(RedisAdvancedClusterCommands<String, String> sync, String key) {
        for (int i = 0; i < ELEMENTS; i++) {
            sync.sadd(key, "member" + i);
            sync.zadd("scores", i / 2.0, "member" + i);
        }
        TreeSet<String> members = new TreeSet<>();
        ValueScanCursor<String> cursor = sync.sscan(key);
        members.addAll(cursor.getValues());
        while (!cursor.isFinished()) {
            cursor = sync.sscan(key, cursor);
            members.addAll(cursor.getValues());
        }
        assertEquals(ELEMENTS + 2, members.size());
        TreeMap<String, Double> scores = new TreeMap<>();
        ScoredValueScanCursor<String> scored = sync.zscan("scores");
        scored.getValues().forEach(value -> scores.put(value.getValue(), value.getScore()));
        while (!scored.isFinished()) {
            scored = sync.zscan("scores", scored);
            scored.getValues().forEach(value -> scores.put(value.getValue(), value.getScore()));
        }
        assertEquals(ELEMENTS, scores.size());
        assertEquals(3.5, scores.get("member7"));
        members.removeIf(member -> member.startsWith("member"));
        return members;
    }

    @Test
    @SuppressWarnings("deprecation") // The name most programs still use; its successor wraps the same machinery.
    void jedisReadsCollectionsInTheSecondVersion() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3);
                JedisCluster jedis = new JedisCluster(new HostAndPort("127.0.0.1", fixture.port()))) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < ELEMENTS; i++) {
                fields.put("field" + i, "value " + i);
            }
            assertEquals(ELEMENTS, jedis.hset("h", fields));
            assertEquals(fields, jedis.hgetAll("h"));
            Map<String, String> scanned = new TreeMap<>();
            String cursor = "0";
            do {
                ScanResult<Map.Entry<String, String>> page = jedis.hscan("h", cursor);
                page.getResult().forEach(entry -> scanned.put(entry.getKey(), entry.getValue()));
                cursor = page.getCursor();
            } while (!cursor.equals("0"));
            assertEquals(fields, scanned);
            assertEquals(2, jedis.zadd("z", Map.of("m", 1.5, "n", Double.POSITIVE_INFINITY)));
            assertEquals(
                    List.of(new Tuple("m", 1.5), new Tuple("n", Double.POSITIVE_INFINITY)),
                    jedis.zrangeWithScores("z", 0, -1));
            assertEquals(1.5, jedis.zscore("z", "m"));
            assertEquals(3, jedis.sadd("{t}a", "1", "2", "3"));
            assertEquals(2, jedis.sadd("{t}b", "2", "3"));
            assertEquals(Set.of("2", "3"), jedis.sinter("{t}a", "{t}b"));
            assertEquals(2, jedis.sintercard("{t}a", "{t}b"));
            assertTrue(jedis.srandmember("{t}a", 2).size() == 2);
            assertThrows(JedisDataException.class, () -> jedis.spop("{t}a"));
        }
    }
}
