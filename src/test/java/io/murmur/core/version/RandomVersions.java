package io.murmur.core.version;

import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.Random;

/// Dots and contexts drawn from one seed: few actors, small counters, so that they meet often.
public final class RandomVersions {

    /// Some have the sign bit set: actors are ordered as unsigned numbers. Ascending.
    public static final List<ActorId> ACTORS = List.of(
            new ActorId(new NodeId(1), 0),
            new ActorId(new NodeId(1), -1),
            new ActorId(new NodeId(2), 7),
            new ActorId(new NodeId(Long.MIN_VALUE), 1),
            new ActorId(new NodeId(-1), Long.MIN_VALUE));

    private final Random random;

    public RandomVersions(Random random) {
        this.random = random;
    }

    public ActorId actor() {
        return ACTORS.get(random.nextInt(ACTORS.size()));
    }

    /// A counter: mostly small, sometimes at the edge of what a varint byte or a `long` holds.
    public long counter() {
        return switch (random.nextInt(12)) {
            case 0 -> 127 + random.nextInt(3);
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            default -> 1 + random.nextInt(6);
        };
    }

    public Dot dot() {
        return new Dot(actor(), counter());
    }

    public VersionVector vector() {
        VersionVector vector = VersionVector.EMPTY;
        for (int dots = random.nextInt(5); dots > 0; dots--) {
            vector = vector.with(dot());
        }
        return vector;
    }
}
