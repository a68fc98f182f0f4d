package io.murmur.core.replica.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.ObjectDigest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowPageTest {

    private static final Routing ROUTING = new Routing(7, 3, 1);
    private static final long NOW = 1000;

    private static List<Key> keys(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(number -> key(number, bytes))
                .sorted()
                .toList();
    }

    private static Key key(int number, int bytes) {
        return Key.of("x".repeat(bytes) + number);
    }

    private static RowPage page(int limit) {
        return new RowPage(new ReplicaRequest.ListRows(ROUTING, 0, limit, NOW));
    }

    private static IndexRow row(long endsAt, long content) {
        return new IndexRow(endsAt, new ObjectDigest(1, content), 10);
    }

    @Test
    void saysWhatEachKeyShowsAtTheTimeOfTheAsker() {
        List<Key> keys = keys(4, 1);
        RowPage page = page(10);
        assertTrue(page.take(keys.get(0), row(Expiry.NEVER, 1)));
        assertTrue(page.take(keys.get(1), row(NOW + 1, 2)));
        assertTrue(page.take(keys.get(2), row(NOW, 3)));
        assertTrue(page.take(keys.get(3), row(IndexRow.DELETED_AT, 4)));
        List<ListedRow> rows = List.of(
                new ListedRow(keys.get(0), 1, Shown.LIVING),
                new ListedRow(keys.get(1), 2, Shown.LIVING),
                new ListedRow(keys.get(2), 3, Shown.ENDED),
                new ListedRow(keys.get(3), 4, Shown.NOTHING));
        assertEquals(new ReplicaReply.RowsListed(7, rows, 0, true), page.listed());
    }

    @Test
    void endsBehindSoManyKeysThatShowAValue() {
        List<Key> keys = keys(4, 1);
        RowPage page = page(2);
        assertTrue(page.take(keys.get(0), row(IndexRow.DELETED_AT, 1)));
        assertTrue(page.take(keys.get(1), row(Expiry.NEVER, 1)));
        assertTrue(page.take(keys.get(2), row(Expiry.NEVER, 1)));
        assertFalse(page.take(keys.get(3), row(Expiry.NEVER, 1)));
        assertEquals(3, page.listed().rows().size());
        assertEquals(keys.get(3).hash(), page.listed().nextHash());
        assertFalse(page.listed().last());
    }

    @Test
    void endsBehindSoManyRowsWhateverTheyShow() {
        List<Key> keys = keys(40, 3);
        RowPage page = page(2);
        int taken = 0;
        while (page.take(keys.get(taken), row(IndexRow.DELETED_AT, 1))) {
            taken++;
        }
        assertEquals(32, taken);
    }

    @Test
    void endsBehindSoManyBytesOfKeys() {
        List<Key> keys = keys(20, RowPage.KEY_BYTES_MAX / 4);
        RowPage page = page(1000);
        int taken = 0;
        while (page.take(keys.get(taken), row(Expiry.NEVER, 1))) {
            taken++;
        }
        assertEquals(4, taken);
        assertEquals(keys.get(4).hash(), page.listed().nextHash());
    }

    /// Two keys of one hash cannot be made, but one key shown twice can.
    @Test
    void neverEndsBetweenTwoKeysOfOneHash() {
        List<Key> keys = keys(2, 1);
        RowPage page = page(1);
        assertTrue(page.take(keys.get(0), row(Expiry.NEVER, 1)));
        assertTrue(page.take(keys.get(0), row(Expiry.NEVER, 1)));
        assertFalse(page.take(keys.get(1), row(Expiry.NEVER, 1)));
        assertEquals(2, page.listed().rows().size());
    }
}
