package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages of keys behind real actors, volumes and frames.
final class ScanPathTest {

    private static final int KEYS = 300;

    @TempDir
    private Path folder;

    private Trio trio;
    private long operations;

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static Key key(int number) {
        return Key.of("k" + number);
    }

    private void write(int node, int number, @Nullable String value) {
        var put = new ClientOperation.Put(
                key(number),
                Mutation.of(value == null ? null : Value.of(value), Lifetime.PLAIN),
                null,
                new OperationId(node + 1, ++operations),
                Tries.ONLY,
                value == null ? 0 : 2);
        assertInstanceOf(Outcome.Written.class, trio.ask(node, put));
    }

    /// All pages of all partitions, by one node.
    private List<Key> scan(int node, int limit) {
        List<Key> keys = new ArrayList<>();
        for (int partition = 0; partition < Trio.PARTITIONS; partition++) {
            long from = 0;
            Outcome.Listed page;
            do {
                page = assertInstanceOf(
                        Outcome.Listed.class, trio.ask(node, new ClientOperation.List(partition, from, limit)));
                keys.addAll(page.keys());
                from = page.nextHash();
            } while (!page.last());
        }
        return keys;
    }

    private static Set<Key> keys(int from, int to) {
        Set<Key> keys = new TreeSet<>();
        for (int number = from; number < to; number++) {
            keys.add(key(number));
        }
        return keys;
    }

    private void assertShows(Set<Key> expected, int node, int limit) {
        List<Key> shown = scan(node, limit);
        assertEquals(expected, new TreeSet<>(shown));
        assertEquals(expected.size(), shown.size(), "each once");
    }

    @Test
    void aNodeThatWasAwayListsWhatOthersHaveWrittenAndNotWhatTheyHaveDeleted() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            write(number % 3, number, "before");
        }
        trio.cut(2);
        for (int number = 0; number < KEYS / 3; number++) {
            write(number % 2, number, null);
        }
        for (int number = KEYS; number < KEYS + KEYS / 3; number++) {
            write(number % 2, number, "meanwhile");
        }
        assertNull(trio.rowOf(2, key(KEYS)));
        assertShows(keys(KEYS / 3, KEYS + KEYS / 3), 0, 10);
        assertEquals(new Outcome.Failed(Failure.TOO_FEW_OWNERS), trio.ask(2, new ClientOperation.List(0, 0, 10)));
        trio.unmute();
        assertShows(keys(KEYS / 3, KEYS + KEYS / 3), 2, 7);
        assertShows(keys(KEYS / 3, KEYS + KEYS / 3), 2, 1000);
        assertShows(keys(KEYS / 3, KEYS + KEYS / 3), 1, 100);
    }

    /// The other owner is asked for a page when the first is silent; without both nothing is shown.
    @Test
    void anotherOwnerStandsInForOneThatIsSilent() {
        for (int number = 0; number < 20; number++) {
            write(number % 3, number, "v");
        }
        trio.mute(1);
        assertShows(keys(0, 20), 0, 5);
        trio.mute(2);
        assertEquals(new Outcome.Failed(Failure.TRY_AGAIN), trio.askBriefly(0, new ClientOperation.List(0, 0, 10)));
        trio.unmute();
        assertShows(keys(0, 20), 0, 5);
    }
}
