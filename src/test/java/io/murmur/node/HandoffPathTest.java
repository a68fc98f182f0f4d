package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sloppy namespace behind real actors, volumes and frames. Each partition has one owner, so that with one node
/// away somebody has to stand in for it.
final class HandoffPathTest {

    private static final int KEYS = 40;

    @TempDir
    private Path folder;

    private final Clients clients = new Clients();
    private Trio trio;

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder, new Trio.Rules(1, 1, 1, true));
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static Key key(int number) {
        return Key.of("k" + number);
    }

    private void write(int node, int number, String value) {
        clients.write(trio, node, key(number), Mutation.set(Value.of(value)));
    }

    private boolean isShown(int node, int number, String value) {
        var read = assertInstanceOf(Outcome.Read.class, trio.ask(node, new ClientOperation.Get(key(number), 0)));
        return read.object().siblings().stream().anyMatch(sibling -> value.equals(String.valueOf(sibling.value())));
    }

    private boolean areShown(int node, String value) {
        boolean shown = true;
        for (int number = 0; shown && number < KEYS; number++) {
            shown = isShown(node, number, value);
        }
        return shown;
    }

    private int holders(int number) throws Exception {
        int holders = 0;
        for (int node = 0; node < 3; node++) {
            holders += trio.rowOf(node, key(number)) == null ? 0 : 1;
        }
        return holders;
    }

    private boolean areAllHome() throws Exception {
        boolean home = true;
        for (int number = 0; home && number < KEYS; number++) {
            home = holders(number) == 1;
        }
        return home;
    }

    @Test
    void bothSidesOfACutGoOnAndWhatWasKeptElsewhereComesHome() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            write(number % 3, number, "before");
        }
        assertTrue(areAllHome(), "nobody stands in while all owners can be reached");
        trio.cut(2);
        for (int number = 0; number < KEYS; number++) {
            write(number % 2, number, "during");
        }
        assertTrue(areShown(0, "during"));
        assertTrue(areShown(1, "during"));
        trio.unmute();
        Clients.await("all keys are where they belong", () -> areShown(2, "during") && areAllHome());
    }

    @Test
    void whoStoodInAndCrashedBringsItHomeAllTheSame() throws Exception {
        trio.cut(2);
        for (int number = 0; number < KEYS; number++) {
            write(0, number, "during");
        }
        trio.restartAfterACrash(1, new ClientOperation.Get(key(0), 0));
        Clients.await("all keys are where they belong", () -> areShown(1, "during") && areAllHome());
    }
}
