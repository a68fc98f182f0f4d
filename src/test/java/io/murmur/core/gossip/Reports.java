package io.murmur.core.gossip;

import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.Delay;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Reports for tests, drawn or made.
public final class Reports {

    private Reports() {}

    /// A condition in which so many operations are waiting.
    public static Condition waiting(long waiting) {
        return new Condition(1, 1, 0, 0, waiting, 1L << 40);
    }

    /// Any.
    public static Condition condition(Random random) {
        return new Condition(
                random.nextInt(300),
                random.nextInt(3),
                random.nextLong(),
                amount(random),
                amount(random),
                amount(random));
    }

    private static long amount(Random random) {
        return random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
    }

    /// One of a few versions, so that equal and neighbouring ones are common.
    public static Version version(Random random) {
        return new Version(1 + random.nextInt(2), random.nextInt(3) - 1, random.nextInt(3));
    }

    /// That of `version`: what it says follows from that.
    public static Report of(NodeId origin, Version version) {
        Random says = new Random(origin.bits() ^ version.hashCode());
        List<Delay> delays = new ArrayList<>();
        for (int to = 0; to < says.nextInt(4); to++) {
            delays.add(new Delay(new NodeId(to), amount(says)));
        }
        return new Report(origin, version, condition(says), delays);
    }
}
