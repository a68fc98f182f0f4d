package io.murmur.load.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StageTimesTest {

    @Test
    void chargesWhatTheJdkDoesToItsCaller() {
        assertEquals(
                Stage.STORAGE,
                Stage.ofStack(List.of("java.util.HashMap", "io.murmur.storage.rocks.Committer", "java.lang.Thread")));
        assertEquals(Stage.OTHER, Stage.ofStack(List.of("java.util.HashMap", "java.lang.Thread")));
    }

    @Test
    void aNarrowPackageComesBeforeTheWideOneAroundIt() {
        assertEquals(Stage.FRAMES, Stage.ofStack(List.of("org.apache.pekko.remote.artery.Encoder")));
        assertEquals(Stage.PEKKO, Stage.ofStack(List.of("org.apache.pekko.dispatch.Mailbox")));
        assertEquals(Stage.MURMUR, Stage.ofStack(List.of("io.murmur.node.Wiring")));
    }

    @Test
    void knowsThreadsThatAreNotJavas() {
        assertEquals(Stage.GC, Stage.ofThread("VM Thread"));
        assertEquals(Stage.STORAGE, Stage.ofThread("rocksdb:low"));
        assertNull(Stage.ofThread("murmur-pekko.act"));
    }

    @Test
    void sharesTheTimeOfThreadsOutBySamples() {
        StageTimes times = new StageTimes();
        times.thread("worker", 1_000);
        times.thread("VM Thread", 200);
        times.sample(List.of("io.murmur.door.redis.Handler"), false);
        times.sample(List.of("io.murmur.door.redis.Handler"), false);
        times.sample(List.of("org.rocksdb.RocksDB"), true);
        times.sample(List.of("io.netty.channel.epoll.Native"), true);
        String table = times.table(10);
        assertTrue(table.contains("| door | 50.0 | 0.0 | 0.0 | 50.0 |"), table);
        assertTrue(table.contains("| storage | 0.0 | 25.0 | 0.0 | 25.0 |"), table);
        assertTrue(table.contains("| gc | 0.0 | 0.0 | 20.0 | 20.0 |"), table);
        assertTrue(table.contains("| all, from 4 samples | | | | 120.0 |"), table);
    }
}
