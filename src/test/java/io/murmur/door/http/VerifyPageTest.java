package io.murmur.door.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.Refusal;
import io.murmur.door.http.status.StatusJson;
import io.murmur.door.http.status.Verification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerifyPageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeNodeView view = new FakeNodeView(0);
    private final DoorFixture doors = new DoorFixture();
    private int port;

    @BeforeEach
    void open() throws Exception {
        port = doors.open(view);
    }

    @AfterEach
    void close() {
        client.close();
        doors.close();
    }

    private HttpResponse<String> get(String query) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + port + "/verify" + query);
        return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Verification verification(String query) throws Exception {
        HttpResponse<String> response = get(query);
        assertEquals(200, response.statusCode(), response::body);
        return StatusJson.readVerification(response.body().getBytes(StandardCharsets.UTF_8));
    }

    static AuditReport.Partition partition(int number, Verdict verdict) {
        return new AuditReport.Partition(
                number,
                verdict,
                List.of(
                        new AuditReport.Statement(FakeNodeView.id(1), 7, 0xBEL, 40, 0xB0L),
                        new AuditReport.Statement(FakeNodeView.id(0), 7, 0xAEL, 41, 0xA0L)),
                List.of(),
                List.of(),
                new AuditReport.Counts(10, 200, 0));
    }

    private static AuditReport report(AuditReport.Partition... partitions) {
        return new AuditReport(
                List.of(partitions),
                List.of(FakeNodeView.id(2)),
                new TreeMap<>(Map.of(FakeNodeView.id(1), Refusal.BOOTSTRAPPING)),
                true);
    }

    @Test
    void listsWhatDoesNotAgree() throws Exception {
        view.audit(report(partition(0, Verdict.AGREED), partition(1, Verdict.DIFFERENT)));
        Verification found = verification("?read=true");
        assertEquals("different", found.verdict());
        assertEquals(Map.of("agreed", 1, "different", 1), found.byVerdict());
        assertEquals(List.of("c"), found.silent());
        assertEquals(Map.of("b", "bootstrapping"), found.declined());
        assertEquals(20, found.rows());
        assertTrue(found.read());
        Verification.Partition partition = found.partitions().getFirst();
        assertEquals(1, partition.partition());
        assertEquals(1024, partition.firstSlot());
        assertEquals(2047, partition.lastSlot());
        assertEquals(
                new Verification.Owner(
                        "a", FakeNodeView.id(0).toString(), 7, "00000000000000ae", 41, "00000000000000a0"),
                partition.owners().getFirst());
        assertEquals(2, verification("?all=true").partitions().size());
    }

    @Test
    void namesKeysAndDamage() throws Exception {
        var digests = new TreeMap<>(Map.of(FakeNodeView.id(0), 5L));
        digests.put(FakeNodeView.id(1), null);
        view.audit(report(new AuditReport.Partition(
                3,
                Verdict.DIFFERENT,
                List.of(),
                List.of(new AuditReport.DifferingKey(Key.of("user:1"), digests)),
                List.of(new AuditReport.Found(
                        FakeNodeView.id(1), new Flaw(Flaw.Kind.OBJECT_UNREADABLE, 9, Key.of("user:2")))),
                new AuditReport.Counts(0, 0, 7))));
        Verification.Partition found = verification("").partitions().getFirst();
        assertEquals(
                new Verification.DifferingKey("user:1", Map.of("a", "0000000000000005", "b", "")),
                found.keys().getFirst());
        assertEquals(
                new Verification.Damage("b", "object unreadable", 9, "user:2"),
                found.damage().getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "?partitions=16, from 0 to 15",
        "?partitions=3-1, from 0 to 15",
        "?partitions=-1, from 0 to 15",
        "?partitions=999999, from 0 to 15",
        "?read=yes, The parameter read must be true or false.",
        "?all=1, The parameter all must be true or false."
    })
    void refusesAParameterItDoesNotUnderstand(String query, String says) throws Exception {
        HttpResponse<String> response = get(query);
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains(says), response::body);
    }

    @Test
    void saysWhyItCannotVerify() throws Exception {
        HttpResponse<String> busy = get("");
        assertEquals(503, busy.statusCode());
        assertEquals("Not done: it has too much to do.\n", busy.body());
        view.agreeOnNothing();
        HttpResponse<String> forming = get("");
        assertEquals(503, forming.statusCode());
        assertTrue(forming.body().contains("belongs to no cluster yet"), forming::body);
    }
}
