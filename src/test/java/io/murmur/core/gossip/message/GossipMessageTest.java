package io.murmur.core.gossip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.gossip.Reports;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What gossip says arrives as it was said, and bytes that nobody said are refused.
class GossipMessageTest {

    private static final int SEEDS = 500;

    private static byte[] bytes(Consumer<BytesWriter> write) {
        BytesWriter out = new BytesWriter(64);
        write.accept(out);
        return out.toByteArray();
    }

    private static <M> void arrives(M message, byte[] bytes, Function<BytesReader, M> reader) {
        BytesReader in = new BytesReader(bytes);
        assertEquals(message, reader.apply(in));
        in.expectEnd();
        for (int length = 0; length < bytes.length; length++) {
            BytesReader cut = new BytesReader(Arrays.copyOf(bytes, length));
            assertThrows(MalformedBytes.class, () -> reader.apply(cut));
        }
    }

    @Test
    void everyMessageArrivesAsItWasSaidAndNoPartOfItDoes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            GossipMessage.Summary summary = GossipSamples.summary(random);
            arrives(summary, bytes(summary::writeTo), GossipMessage.Summary::readFrom);
            GossipMessage.Digest digest = GossipSamples.digest(random);
            arrives(digest, bytes(digest::writeTo), GossipMessage.Digest::readFrom);
            GossipMessage.Delta delta = GossipSamples.delta(random);
            arrives(delta, bytes(delta::writeTo), GossipMessage.Delta::readFrom);
        }
    }

    @Test
    void nothingIsLongerThanItsBound() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            for (AgedReport report : GossipSamples.delta(random).reports()) {
                assertTrue(bytes(report::writeTo).length <= report.bytesMax(), "seed " + seed);
            }
            for (Heading heading : GossipSamples.digest(random).headings()) {
                assertTrue(bytes(heading::writeTo).length <= Heading.BYTES_MAX, "seed " + seed);
            }
        }
    }

    @Test
    void refusesWhatNobodyWrites() {
        refuses(out -> out.i64(1).i64(2).varint(3).i32(0).i32(0).i32(0), GossipMessage.Summary::readFrom);
        refuses(out -> out.i64(1).varint(6).varint(0).varint(0), GossipMessage.Digest::readFrom);
        refuses(out -> out.i64(1).varint(4).varint(1).varint(4).varint(0), GossipMessage.Digest::readFrom);
        refuses(out -> out.i64(1).varint(4).varint(2).varint(1).varint(1).varint(0), GossipMessage.Digest::readFrom);
        refuses(out -> version(out, 0, 1), Version::readFrom);
        refuses(out -> version(out, 1L << 31, 1), Version::readFrom);
        refuses(out -> version(out, 1, -1), Version::readFrom);
        refuses(out -> out.varint(-1), Condition::amount);
        refuses(GossipMessageTest::delaysOutOfOrder, Report::readFrom);
    }

    private static void version(BytesWriter out, long generation, long number) {
        out.varint(generation).i64(7).varint(number);
    }

    private static void delaysOutOfOrder(BytesWriter out) {
        out.i64(1);
        version(out, 1, 1);
        Reports.waiting(0).writeTo(out);
        out.varint(2).i64(5).varint(1).i64(5).varint(1);
    }

    private static void refuses(Consumer<BytesWriter> write, Function<BytesReader, ?> reader) {
        BytesReader in = new BytesReader(bytes(write));
        assertThrows(MalformedBytes.class, () -> reader.apply(in));
    }
}
