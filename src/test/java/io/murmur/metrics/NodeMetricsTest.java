package io.murmur.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The page, parsed as strictly as a collector might.
final class NodeMetricsTest {

    private static final String OPERATION = "murmur_operation_seconds";

    private final NodeMetrics metrics = BoundMetrics.create();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everyFamilyHasTypeAndHelp() {
        for (PrometheusPage.Family family : page().families().values()) {
            assertFalse(family.help().isEmpty(), family.name());
            assertFalse(family.samples().isEmpty(), family.name());
        }
    }

    @Test
    void countersEndInTotalAndNothingElseDoes() {
        for (PrometheusPage.Family family : page().families().values()) {
            assertEquals(family.type().equals("counter"), family.name().endsWith("_total"), family.name());
        }
    }

    @Test
    void showsWhatTheSourcesSay() {
        assertSample("murmur_ready", 1);
        assertSample("murmur_peers", 2);
        assertSample("murmur_peers_reachable", 1);
        assertSample("murmur_placement_epoch", 7);
        assertSample("murmur_partitions_short", 4);
        assertSample("murmur_keys", 300);
        assertSample("murmur_keys_first", 100);
        assertSample("murmur_clock_lead_seconds", 0.25);
        assertSample("murmur_redis_connections", 11);
        assertSample("murmur_redis_connections_accepted_total", 12);
        assertSample("murmur_redis_connections_rejected_total", 13);
        assertSample("murmur_redis_commands_total", 16);
        assertSample("murmur_redis_errors_total", 17);
        assertSample("murmur_redis_received_bytes_total", 18);
        assertSample("murmur_redis_sent_bytes_total", 19);
        assertSample("murmur_frames_sent_total", 21);
        assertSample("murmur_messages_sent_total", 41);
        assertSample("murmur_frames_sent_bytes_total", 42);
        assertSample("murmur_frames_received_total", 22);
        assertSample("murmur_messages_received_total", 43);
        assertSample("murmur_frames_received_bytes_total", 44);
        assertSample("murmur_storage_requests_total", 32);
        assertSample("murmur_storage_written_bytes_total", 33);
        assertSample("murmur_storage_syncs_total", 34);
        assertSample("murmur_disk_free_bytes", 36);
        assertSample("murmur_storage_damaged_total", 38);
        assertSample("murmur_disk_reserve_bytes", 37);
        assertSample("murmur_gossip_oldest_seconds", 81);
    }

    @Test
    void showsReasonsAsTags() {
        String cut = "murmur_redis_connections_cut_total";
        assertEquals(14, page().sample(cut, cut + "{reason=\"garbage\"}"));
        assertEquals(15, page().sample(cut, cut + "{reason=\"stalled\"}"));
        String dropped = "murmur_frames_dropped_total";
        assertEquals(15, page().sample(dropped, dropped + "{reason=\"foreign_cluster\"}"));
        assertEquals(12, page().sample(dropped, dropped + "{reason=\"wrong_target\"}"));
        String messages = "murmur_messages_dropped_total";
        assertEquals(45, page().sample(messages, messages + "{reason=\"expired\"}"));
        assertEquals(46, page().sample(messages, messages + "{reason=\"unaddressed\"}"));
    }

    @Test
    void showsCommitsWithTheirTime() {
        String commit = "murmur_storage_commit_seconds";
        assertEquals(31, page().sample(commit, commit + "_count"));
        assertEquals(3.5, page().sample(commit, commit + "_sum"));
    }

    @Test
    void forgetsNoSourceWhenMemoryIsCollected() {
        System.gc();
        assertSample("murmur_redis_commands_total", 16);
        assertEquals(3.5, page().sample("murmur_storage_commit_seconds", "murmur_storage_commit_seconds_sum"));
    }

    @Test
    void timesOperationsInBuckets() {
        metrics.operations().begin();
        metrics.operations().end(OperationKind.GET, new Outcome.Counted(1), 1_500_000);
        String tags = "{kind=\"get\",result=\"ok\"";
        assertEquals(1, page().sample(OPERATION, OPERATION + "_count" + tags + "}"));
        assertEquals(0.0015, page().sample(OPERATION, OPERATION + "_sum" + tags + "}"));
        assertEquals(0, page().sample(OPERATION, OPERATION + "_bucket" + tags + ",le=\"0.001\"}"));
        assertEquals(1, page().sample(OPERATION, OPERATION + "_bucket" + tags + ",le=\"0.002\"}"));
        assertEquals(1, page().sample(OPERATION, OPERATION + "_bucket" + tags + ",le=\"+Inf\"}"));
    }

    @Test
    void countsEveryFailureFromTheStart() {
        String failed = "murmur_operations_failed_total";
        for (Failure failure : Failure.values()) {
            String tag = "{reason=\"" + failure.name().toLowerCase(Locale.ROOT) + "\"}";
            assertEquals(0, page().sample(failed, failed + tag));
            metrics.operations().begin();
            metrics.operations().end(OperationKind.PUT, new Outcome.Failed(failure), 1_000);
            assertEquals(1, page().sample(failed, failed + tag));
        }
        assertEquals(1, page().sample(OPERATION, OPERATION + "_count{kind=\"put\",result=\"too_few_owners\"}"));
        assertSample("murmur_operations_in_flight", 0);
    }

    @Test
    void sumsWhereTheTimeOfOperationsWent() {
        String parts = "murmur_delay_seconds";
        assertEquals(0.003, page().sample(parts, parts + "_sum{kind=\"write\",part=\"network\"}"), 1e-9);
        assertEquals(0.0025, page().sample(parts, parts + "_sum{kind=\"write\",part=\"processing\"}"), 1e-9);
        assertEquals(0.001, page().sample(parts, parts + "_sum{kind=\"write\",part=\"waiting\"}"), 1e-9);
        assertEquals(0, page().sample(parts, parts + "_count{kind=\"read\",part=\"waiting\"}"));
        String stages = "murmur_delay_stage_seconds";
        String link = "{node=\"murmur-2\",part=\"network\",stage=\"link\"}";
        assertEquals(1, page().sample(stages, stages + "_count" + link));
        assertEquals(0.003, page().sample(stages, stages + "_sum" + link), 1e-9);
    }

    @Test
    void theNumberOfSeriesIsBounded() {
        for (OperationKind kind : OperationKind.values()) {
            for (Failure failure : Failure.values()) {
                metrics.operations().begin();
                metrics.operations().end(kind, new Outcome.Failed(failure), 1_000);
            }
        }
        int series = page().families().values().stream()
                .mapToInt(family -> family.samples().size())
                .sum();
        assertTrue(series < 1_300, () -> series + " series");
    }

    @Test
    void ratesCountWhatSucceededOverTheLastSeconds() {
        metrics.tick(0);
        for (int i = 0; i < 30; i++) {
            metrics.operations().begin();
            metrics.operations().end(OperationKind.GET, new Outcome.Counted(1), 1_000);
            metrics.operations().begin();
            metrics.operations().end(OperationKind.DELETE, new Outcome.Failed(Failure.UNKNOWN), 1_000);
        }
        metrics.tick(2_000_000_000L);
        assertEquals(15.0, metrics.readsPerSecond());
        assertEquals(0.0, metrics.writesPerSecond());
    }

    private PrometheusPage page() {
        return PrometheusPage.parse(metrics.page());
    }

    private void assertSample(String name, double expected) {
        assertEquals(expected, page().sample(name, name));
    }
}
