package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.Sibling;
import io.murmur.core.version.VersionVector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions behind real actors, volumes and frames, in a passive namespace, where one owner holds what is written and
/// one is asked by readers: whatever node a client goes to next, it is shown what it has written.
final class SessionPathTest {

    private static final int ROUNDS = 100;

    @TempDir
    private Path folder;

    private Trio trio;
    private VersionVector seen = VersionVector.EMPTY;
    private final Clients clients = new Clients();

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static Key key(int number) {
        return Key.of("passive:{one}" + number);
    }

    private Outcome ask(int node, ClientOperation.OfKey operation) {
        return trio.ask(node, new ClientOperation.InSession(operation, seen));
    }

    private void write(int node, Key key, String value) {
        var put = clients.put(node, key, Mutation.set(Value.of(value)));
        var written = assertInstanceOf(Outcome.Written.class, ask(node, put));
        seen = seen.merge(written.known().context());
    }

    private List<Value> read(int node, Key key) {
        var read = assertInstanceOf(Outcome.Read.class, ask(node, new ClientOperation.Get(key, 1)));
        seen = seen.merge(read.object().context());
        return read.object().siblings().stream().map(Sibling::value).toList();
    }

    @Test
    void readsWhatItWroteWhereverItGoes() {
        for (int round = 0; round < ROUNDS; round++) {
            write(round % 3, key(round % 7), "v" + round);
            assertEquals(List.of(Value.of("v" + round)), read((round + 1) % 3, key(round % 7)));
        }
    }

    /// A write that did not know the one before would stand beside it.
    @Test
    void writesSupersedeWhatItHasSeenWhereverItGoes() {
        for (int round = 0; round < ROUNDS; round++) {
            write(round % 3, key(0), "v" + round);
        }
        assertEquals(List.of(Value.of("v" + (ROUNDS - 1))), read(1, key(0)));
    }

    @Test
    void whatNobodyInReachHasSeenIsNotServed() throws Exception {
        trio.cut(2);
        write(2, key(0), "behind the cut");
        var read = new ClientOperation.InSession(new ClientOperation.Get(key(0), 1), seen);
        assertEquals(new Outcome.Failed(Failure.TRY_AGAIN), trio.askBriefly(0, read));
        trio.unmute();
        assertEquals(List.of(Value.of("behind the cut")), read(0, key(0)));
    }
}
