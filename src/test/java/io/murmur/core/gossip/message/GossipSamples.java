package io.murmur.core.gossip.message;

import io.murmur.core.gossip.Reports;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What gossip says: samples that never change, and messages drawn from a seed.
public final class GossipSamples {

    private static final long CORRELATION = 0x0123_4567_89AB_CDE0L;

    private GossipSamples() {}

    /// By the name of the file.
    public static Map<String, Message> golden() {
        NodeId self = new NodeId(0x11);
        NodeId peer = new NodeId(0xF0F1_F2F3_F4F5_F6F7L);
        Version version = new Version(2, 0x0A0B_0C0D_0E0F_1011L, 300);
        Condition condition = new Condition(300, 1, -5, 1_234, 7, 1L << 40);
        AgedReport full = new AgedReport(
                new Report(
                        self, version, condition, List.of(new Delay(new NodeId(0x21), 850), new Delay(peer, 70_000))),
                2_500);
        AgedReport first = new AgedReport(
                new Report(peer, Version.ofBoot(-1).next(), new Condition(0, 0, 0, 0, 0, 0), List.of()), 0);
        Map<String, Message> named = new LinkedHashMap<>();
        named.put(
                "gossip-summary-opening",
                new GossipMessage.Summary(CORRELATION, -3, BucketHashes.NONE, List.of(full, first)));
        named.put(
                "gossip-summary-answer",
                new GossipMessage.Summary(CORRELATION, 4, BucketHashes.of(new long[] {0, 1L << 40, -7, 9}), List.of()));
        named.put(
                "gossip-digest",
                new GossipMessage.Digest(
                        CORRELATION,
                        256,
                        List.of(3, 255),
                        List.of(
                                new Heading(self, version),
                                new Heading(peer, Version.ofBoot(-1).next()))));
        named.put("gossip-delta", new GossipMessage.Delta(CORRELATION, List.of(full), List.of(peer, self)));
        named.put("gossip-delta-empty", new GossipMessage.Delta(CORRELATION, List.of(), List.of()));
        return named;
    }

    /// A message of any kind.
    public static Message next(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> summary(random);
            case 1 -> digest(random);
            default -> delta(random);
        };
    }

    static GossipMessage.Summary summary(Random random) {
        long[] hashes = random.longs(1L << random.nextInt(6)).toArray();
        BucketHashes buckets = random.nextInt(4) == 0 ? BucketHashes.NONE : BucketHashes.of(hashes);
        return new GossipMessage.Summary(random.nextLong(), random.nextLong(), buckets, reports(random));
    }

    static GossipMessage.Digest digest(Random random) {
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

    static GossipMessage.Delta delta(Random random) {
        List<NodeId> wanted = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            wanted.add(new NodeId(random.nextLong()));
        }
        return new GossipMessage.Delta(random.nextLong(), reports(random), wanted);
    }
}
