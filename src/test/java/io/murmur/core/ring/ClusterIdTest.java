package io.murmur.core.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import org.junit.jupiter.api.Test;

class ClusterIdTest {

    private static final ClusterId CLUSTER = new ClusterId(0xFEDCBA9876543210L, 7);

    @Test
    void readsTheTextItShows() {
        assertEquals("fedcba98765432100000000000000007", CLUSTER.toString());
        assertEquals(CLUSTER, ClusterId.parse(CLUSTER.toString()));
        assertThrows(IllegalArgumentException.class, () -> ClusterId.parse("fedcba9876543210"));
        assertThrows(IllegalArgumentException.class, () -> ClusterId.parse("g".repeat(32)));
    }

    @Test
    void readsTheBytesItWrites() {
        BytesWriter out = new BytesWriter(ClusterId.BYTES);
        CLUSTER.writeTo(out);
        assertEquals(ClusterId.BYTES, out.size());
        assertEquals(CLUSTER, ClusterId.readFrom(new BytesReader(out.toByteArray())));
    }

    @Test
    void onlyZeroIsNone() {
        assertTrue(new ClusterId(0, 0).isNone());
        assertFalse(CLUSTER.isNone());
    }
}
