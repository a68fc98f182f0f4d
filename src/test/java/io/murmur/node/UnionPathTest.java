package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.shown.Distinct;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HyperLogLogs behind real actors, volumes and frames: additions through all nodes come together, and what stands
/// beside each other stays little.
final class UnionPathTest {

    private static final Key KEY = Key.of("visitors");
    private static final int ROUNDS = 60;

    @TempDir
    private Path folder;

    private Trio trio;
    private final Clients clients = new Clients();

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static HyperLogLog of(Stream<String> elements) {
        return HyperLogLog.ofElements(elements.map(element -> element.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private Outcome put(int node, Mutation mutation) {
        return trio.ask(node, clients.put(node, KEY, mutation));
    }

    private long add(int node, String... elements) {
        Outcome outcome = put(node, new Mutation.Unite(of(Stream.of(elements))));
        return assertInstanceOf(Outcome.Written.class, outcome).number();
    }

    private StoredObject read(int node) {
        return assertInstanceOf(Outcome.Read.class, trio.ask(node, new ClientOperation.Get(KEY, 0)))
                .object();
    }

    private HyperLogLog seen(int node) {
        return Objects.requireNonNull(Distinct.of(read(node), ConflictRule.SIBLINGS, System.currentTimeMillis()));
    }

    @Test
    void countsWhatAllNodesHaveSeen() {
        for (int round = 0; round < ROUNDS; round++) {
            assertEquals(1, add(round % 3, "visitor" + round), "round " + round);
            assertEquals(0, add((round + 1) % 3, "visitor" + round), "round " + round);
        }
        HyperLogLog all = of(IntStream.range(0, ROUNDS).mapToObj(round -> "visitor" + round));
        for (int node = 0; node < 3; node++) {
            assertEquals(all, seen(node));
        }
        long standing = read(0).siblings().stream()
                .map(Sibling::registers)
                .filter(Objects::nonNull)
                .count();
        assertEquals(List.of(), standing <= 8 ? List.of() : List.of(standing), "they are united again and again");
    }

    @Test
    void whatWasDeletedAtOneNodeIsNotBroughtBackByOthers() {
        for (int round = 0; round < ROUNDS; round++) {
            add(round % 3, "old" + round);
        }
        put(1, new Mutation.Delete());
        for (int round = 0; round < ROUNDS; round++) {
            add(round % 3, "new" + round % 2);
        }
        assertEquals(of(Stream.of("new0", "new1")), seen(2));
    }

    @Test
    void refusesWhatIsSomethingElse() {
        put(0, Mutation.set(Value.of("a string")));
        for (int node = 0; node < 3; node++) {
            assertEquals(new Outcome.Failed(Failure.WRONG_TYPE), put(node, new Mutation.Unite(HyperLogLog.EMPTY)));
        }
    }
}
