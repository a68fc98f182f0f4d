package io.murmur.door.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.hyper.RedisForm;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import io.murmur.door.http.status.Explanation;
import io.murmur.door.http.status.StatusJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExplainPageTest {

    private static final Key KEY = Key.of("user:1");
    private static final Dot OF_A = new Dot(new ActorId(FakeNodeView.id(0), 0x1111), 5);
    private static final Dot OF_B = new Dot(new ActorId(FakeNodeView.id(1), 0x2222), 9);
    private static final Sibling WRITTEN = sibling(OF_A, 1_000, Value.of("hello\n"));
    private static final Sibling LATER = sibling(OF_B, 2_000, Value.of("world"));
    private static final StoredObject FIRST = object(WRITTEN);
    private static final StoredObject BOTH = object(WRITTEN, LATER);

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

    static Sibling sibling(Dot dot, long millis, @Nullable Value value) {
        return new Sibling(dot, HybridTime.atMillis(millis), new OperationId(1, millis), value);
    }

    static StoredObject object(Sibling... siblings) {
        VersionVector context = VersionVector.EMPTY;
        for (Sibling sibling : siblings) {
            context = context.with(sibling.dot());
        }
        return StoredObject.of(context, List.of(siblings), 0);
    }

    private static KeyReport.Shown shown(int node, @Nullable StoredObject object, Dot... applied) {
        PartitionClock clock = new PartitionClock();
        List.of(applied).forEach(clock::add);
        return new KeyReport.Shown(FakeNodeView.id(node), object, new ReplicaClock(3, 7, 0, 0, clock));
    }

    private static KeyReport report(KeyReport.Shown... shown) {
        return new KeyReport(KEY, 3, List.of(shown), List.of(), new TreeMap<>());
    }

    private HttpResponse<String> get(String query) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + port + "/explain" + query);
        return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Explanation explained() throws Exception {
        HttpResponse<String> response = get("?key=user%3A1");
        assertEquals(200, response.statusCode(), response::body);
        return StatusJson.readExplanation(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhoWroteWhatAndWhereItLives() throws Exception {
        view.know(report(shown(0, FIRST, OF_A), shown(1, FIRST, OF_A), shown(2, StoredObject.ABSENT)));
        Explanation explained = explained();
        assertEquals("hello\\x0a", explained.shown());
        assertEquals("it is the only version", explained.why());
        Explanation.Version version = explained.versions().getFirst();
        assertEquals("a/5", version.event());
        assertEquals("a", version.writer());
        assertEquals("0000000000001111", version.incarnation());
        assertEquals("1970-01-01T00:00:01Z", version.time());
        assertEquals(List.of("a", "b"), version.heldBy());
        assertEquals(List.of("c"), version.missingAt());
        assertEquals("shown", version.fate());
        assertEquals(
                List.of("current", "current", "absent"),
                explained.replicas().stream().map(Explanation.Replica::state).toList());
        assertEquals(Map.of("a", 5L), explained.replicas().getFirst().knows());
        assertEquals(List.of(), explained.replicas().get(2).lost());
    }

    @Test
    void saysWhichOfConcurrentValuesIsShown() throws Exception {
        view.know(report(shown(0, BOTH), shown(1, BOTH), shown(2, FIRST)));
        Explanation explained = explained();
        assertEquals("world", explained.shown());
        assertTrue(explained.why().startsWith("of 2 concurrent versions"), explained::why);
        assertEquals(
                List.of("a sibling", "shown"),
                explained.versions().stream().map(Explanation.Version::fate).toList());
        assertEquals("behind", explained.replicas().get(2).state());
    }

    private List<String> fatesBesideAnAddition(Sibling value) throws Exception {
        HyperLogLog seen = HyperLogLog.ofElements(List.of(new byte[] {1}));
        Sibling addition = new Sibling(OF_B, 1, new OperationId(1, 1), null, null, new Registers(seen));
        view.know(report(shown(0, object(value, addition))));
        return explained().versions().stream().map(Explanation.Version::fate).toList();
    }

    @Test
    void saysWhatBecomesOfAnAdditionBesideAValue() throws Exception {
        assertEquals(List.of("shown", "hidden: the value is no HyperLogLog"), fatesBesideAnAddition(WRITTEN));
        assertEquals("it is the only version", explained().why());
        Value empty = Value.ofOwned(RedisForm.write(HyperLogLog.EMPTY));
        assertEquals(List.of("shown", "is united"), fatesBesideAnAddition(sibling(OF_A, 1_000, empty)));
        assertEquals(
                "it is the only version, with what 1 addition saw", explained().why());
    }

    @Test
    void saysWhatWasSuperseded() throws Exception {
        StoredObject deleted =
                StoredObject.of(VersionVector.of(OF_A).with(OF_B), List.of(sibling(OF_B, 2_000, null)), 0);
        view.know(report(shown(0, deleted), shown(1, deleted), shown(2, FIRST)));
        Explanation explained = explained();
        assertNull(explained.shown());
        assertEquals("it is deleted", explained.why());
        Explanation.Version old = explained.versions().getFirst();
        assertEquals("superseded", old.fate());
        assertEquals(List.of("c"), old.heldBy());
        assertEquals(List.of("a", "b"), old.supersededAt());
        assertEquals("deletes the key", explained.versions().getLast().fate());
    }

    private static Sibling element(Dot dot, long millis, KeyType type, @Nullable String name, @Nullable Value value) {
        Element element = new Element(type, name == null ? null : Value.of(name));
        return new Sibling(dot, HybridTime.atMillis(millis), new OperationId(1, millis), value, null, element);
    }

    private static Dot after(Dot dot) {
        return new Dot(dot.actor(), dot.counter() + 1);
    }

    /// Goal: each event of a hash has its words. Method: one field written on both sides, one known to have ended,
    /// a value and a member from before the key became a hash, one field that another owner has superseded.
    @Test
    void saysWhatBecomesOfElements() throws Exception {
        Dot laterOfA = after(OF_A);
        Dot lastOfA = after(laterOfA);
        Dot laterOfB = after(OF_B);
        Sibling old = element(OF_A, 1_000, KeyType.HASH, "city", Value.of("rome"));
        Sibling member = element(laterOfA, 1_500, KeyType.SET, "ann", null);
        Sibling value = sibling(lastOfA, 1_600, Value.of("plain"));
        Sibling city = element(OF_B, 2_000, KeyType.HASH, "city", Value.of("oslo"));
        Sibling ended = new Sibling(
                laterOfB,
                HybridTime.atMillis(2_500),
                new OperationId(1, 2_500),
                Value.of("x"),
                Expiry.at(3_000),
                new Element(KeyType.HASH, Value.of("brief")));
        StoredObject all = object(old, member, value, city, ended);
        view.know(report(shown(0, all), shown(1, all), shown(2, all)));
        Explanation explained = explained();
        assertEquals("hash", explained.type());
        assertNull(explained.shown());
        assertEquals("it is a hash of 1 field, the type of its last writer", explained.why());
        assertEquals(
                List.of(
                        "field city/a later write of it is in place/rome",
                        "member ann/hidden, the last writer took the key for a hash/",
                        "value/hidden, the last writer took the key for a hash/plain",
                        "field city/in place/oslo",
                        "field brief until 1970-01-01T00:00:03Z/expired/x"),
                explained.versions().stream()
                        .map(version -> version.kind() + "/" + version.fate() + "/" + version.preview())
                        .toList());
        assertEquals(0, explained.more());
    }

    @Test
    void saysWhichElementsWereRemoved() throws Exception {
        Sibling added = element(OF_A, 1_000, KeyType.SET, "ann", null);
        Sibling removal = element(OF_B, 2_000, KeyType.SET, null, null);
        StoredObject removed = StoredObject.of(VersionVector.of(OF_A).with(OF_B), List.of(removal), 0);
        view.know(report(shown(0, removed), shown(1, removed), shown(2, object(added))));
        Explanation explained = explained();
        assertEquals("nothing", explained.type());
        assertEquals("its elements were removed", explained.why());
        assertEquals("superseded", explained.versions().getFirst().fate());
        assertEquals("removal of elements", explained.versions().getLast().kind());
        assertEquals("removed what it knew of", explained.versions().getLast().fate());
    }

    @Test
    void staysShortWhereThereAreManyElements() throws Exception {
        List<Sibling> members = new ArrayList<>();
        List<Dot> dots = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            Dot dot = new Dot(OF_A.actor(), i);
            dots.add(dot);
            members.add(element(dot, 1_000, KeyType.SET, "m" + i, null));
        }
        StoredObject set = StoredObject.of(VersionVector.of(dots.getLast()), members, 0);
        view.know(report(shown(0, set), shown(1, set), shown(2, StoredObject.ABSENT, dots.toArray(Dot[]::new))));
        Explanation explained = explained();
        assertEquals("it is a set of 5000 members, the type of its last writer", explained.why());
        assertEquals(100, explained.versions().size());
        assertEquals(4_900, explained.more());
        List<String> lost = explained.replicas().getLast().lost();
        assertEquals(101, lost.size());
        assertEquals("4900 other events", lost.getLast());
    }

    @Test
    void saysWhatAReplicaHasLost() throws Exception {
        view.know(report(shown(0, FIRST, OF_A), shown(1, null, OF_A), shown(2, StoredObject.ABSENT, OF_A)));
        Explanation explained = explained();
        assertEquals("unreadable", explained.replicas().get(1).state());
        assertEquals(List.of("a/5"), explained.replicas().get(2).lost());
    }

    @Test
    void saysWhoDidNotAnswer() throws Exception {
        view.know(new KeyReport(
                KEY,
                3,
                List.of(),
                List.of(FakeNodeView.id(2)),
                new TreeMap<>(Map.of(FakeNodeView.id(1), Refusal.BOOTSTRAPPING))));
        Explanation explained = explained();
        assertEquals("no owner answered", explained.why());
        assertEquals(List.of("c"), explained.silent());
        assertEquals(Map.of("b", "bootstrapping"), explained.declined());
    }

    @Test
    void refusesWhatNamesNoKey() throws Exception {
        for (String query : List.of("", "?key=", "?key=a&keyhex=61", "?keyhex=6")) {
            assertEquals(400, get(query).statusCode(), query);
        }
        assertEquals(503, get("?keyhex=6162").statusCode());
    }
}
