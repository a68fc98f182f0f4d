package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Invariant;
import java.util.Arrays;

/// The causal context of one key: for each actor the highest counter seen. Immutable, ordered by actor.
///
/// `covers(dot)` reads "whoever holds this context knows what became of that event of this key". That is sound
/// because an actor's events of one key are known in order: every state that knows its n-th event knows all before
/// it.
public final class VersionVector {

    /// More actors than this in one context are refused when read from outside; never pruned by size.
    public static final int ACTORS_MAX = 1024;

    public static final VersionVector EMPTY = new VersionVector(new ActorId[0], new long[0]);

    private final ActorId[] actors;
    private final long[] counters;

    private VersionVector(ActorId[] actors, long[] counters) {
        this.actors = actors;
        this.counters = counters;
    }

    /// The context that covers `dot` and all before it.
    public static VersionVector of(Dot dot) {
        return new VersionVector(new ActorId[] {dot.actor()}, new long[] {dot.counter()});
    }

    /// The context with these counters, of actors in order.
    static VersionVector of(ActorId[] actors, long[] counters) {
        return actors.length == 0 ? EMPTY : new VersionVector(actors, counters);
    }

    public boolean isEmpty() {
        return actors.length == 0;
    }

    public int size() {
        return actors.length;
    }

    public ActorId actorAt(int index) {
        return actors[index];
    }

    public long counterAt(int index) {
        return counters[index];
    }

    /// The highest counter of `actor`, 0 if there is none.
    public long counterOf(ActorId actor) {
        int index = Arrays.binarySearch(actors, actor);
        return index >= 0 ? counters[index] : 0;
    }

    public boolean covers(Dot dot) {
        return counterOf(dot.actor()) >= dot.counter();
    }

    /// Whether every event `other` covers is covered here.
    public boolean dominates(VersionVector other) {
        for (int i = 0; i < other.actors.length; i++) {
            if (counterOf(other.actors[i]) < other.counters[i]) {
                return false;
            }
        }
        return true;
    }

    public VersionVector with(Dot dot) {
        int index = Arrays.binarySearch(actors, dot.actor());
        if (index >= 0) {
            if (counters[index] >= dot.counter()) {
                return this;
            }
            long[] raised = counters.clone();
            raised[index] = dot.counter();
            return new VersionVector(actors, raised);
        }
        return merge(of(dot));
    }

    /// The least context that covers both.
    public VersionVector merge(VersionVector other) {
        if (other.actors.length == 0 || equals(other)) {
            return this;
        }
        if (actors.length == 0) {
            return other;
        }
        ActorId[] mergedActors = new ActorId[actors.length + other.actors.length];
        long[] mergedCounters = new long[mergedActors.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < actors.length || j < other.actors.length) {
            int order = compareHeads(i, other, j);
            mergedActors[size] = order <= 0 ? actors[i] : other.actors[j];
            long mine = order <= 0 ? counters[i++] : 0;
            long theirs = order >= 0 ? other.counters[j++] : 0;
            mergedCounters[size++] = Math.max(mine, theirs);
        }
        return new VersionVector(Arrays.copyOf(mergedActors, size), Arrays.copyOf(mergedCounters, size));
    }

    private int compareHeads(int i, VersionVector other, int j) {
        if (i == actors.length) {
            return 1;
        }
        return j == other.actors.length ? -1 : actors[i].compareTo(other.actors[j]);
    }

    /// Canonical: equal vectors give equal bytes.
    public void writeTo(BytesWriter out) {
        out.varint(actors.length);
        for (int i = 0; i < actors.length; i++) {
            actors[i].writeTo(out);
            out.varint(counters[i]);
        }
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a canonical vector
    public static VersionVector readFrom(BytesReader in) {
        int size = in.count(ACTORS_MAX);
        if (size == 0) {
            return EMPTY;
        }
        ActorId[] actors = new ActorId[size];
        long[] counters = new long[size];
        for (int i = 0; i < size; i++) {
            actors[i] = ActorId.readFrom(in);
            counters[i] = Counters.readPositive(in);
            if (i > 0 && actors[i - 1].compareTo(actors[i]) >= 0) {
                throw new MalformedBytes("the actors of a context are not in order");
            }
        }
        return new VersionVector(actors, counters);
    }

    /// Throws if this vector does not cover `dot`.
    public void requireCovers(Dot dot) {
        Invariant.check(covers(dot), () -> this + " must cover " + dot);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionVector that
                && Arrays.equals(counters, that.counters)
                && Arrays.equals(actors, that.actors);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(actors) + Arrays.hashCode(counters);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < actors.length; i++) {
            text.append(i == 0 ? "" : ", ").append(actors[i]).append(':').append(counters[i]);
        }
        return text.append('}').toString();
    }
}
