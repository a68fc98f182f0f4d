package io.murmur.core.gossip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.gossip.Reports;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What gossip says arrives as it was said, and bytes that nobody said are refused.
class GossipMessageTest {

    private static final int SEEDS = 500;

    private static GossipMessage.Summary summary(Random random) {
        long[] hashes = random.longs(1L << random.nextInt(6)).toArray();
        BucketHashes buckets = random.nextInt(4) == 0 ? BucketHashes.NONE : BucketHashes.of(hashes);
        return new GossipMessage.Summary(random.nextLong(), random.nextLong(), buckets, reports(random));
    }

    private static GossipMessage.Digest digest(Random random) {
        List<Integer> buckets = new ArrayList<>();
        for (int bucket = 0; bucket < 8; bucket++) {
            if (random.nextBoolean()) {
                buckets.add(bucket);
            }
        }
        List<Heading> headings = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            headings.add(new Heading(new NodeId(random.nextLong()), Reports.version(random)));
        }
        return new GossipMessage.Digest(random.nextLong(), 8, buckets, headings);
    }

    private static List<AgedReport> reports(Random random) {
        List<AgedReport> reports = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            Report report = Reports.of(new NodeId(random.nextLong()), Reports.version(random));
            reports.add(new AgedReport(report, random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63)));
        }
        return reports;
    }

    private static GossipMessage.Delta delta(Random random) {
        List<NodeId> wanted = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            wanted.add(new NodeId(random.nextLong()));
        }
        return new GossipMessage.Delta(random.nextLong(), reports(random), wanted);
    }

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
            GossipMessage.Summary summary = summary(random);
            arrives(summary, bytes(summary::writeTo), GossipMessage.Summary::readFrom);
            GossipMessage.Digest digest = digest(random);
            arrives(digest, bytes(digest::writeTo), GossipMessage.Digest::readFrom);
            GossipMessage.Delta delta = delta(random);
            arrives(delta, bytes(delta::writeTo), GossipMessage.Delta::readFrom);
        }
    }

    @Test
    void nothingIsLongerThanItsBound() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            for (AgedReport report : delta(random).reports()) {
                assertTrue(bytes(report::writeTo).length <= report.bytesMax(), "seed " + seed);
            }
            for (Heading heading : digest(random).headings()) {
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
