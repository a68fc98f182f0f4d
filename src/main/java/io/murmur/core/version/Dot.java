package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Invariant;

/// The name of one write event in one partition, never reused.
///
/// @param counter 1 for the first event of `actor` in the partition
public record Dot(ActorId actor, long counter) implements Comparable<Dot> {

    public Dot {
        Invariant.check(counter > 0, "counters start at 1");
    }

    public void writeTo(BytesWriter out) {
        actor.writeTo(out);
        out.varint(counter);
    }

    /// Reads the binary form.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes are not a dot
    public static Dot readFrom(BytesReader in) {
        return new Dot(ActorId.readFrom(in), Counters.readPositive(in));
    }

    @Override
    public int compareTo(Dot other) {
        int byActor = actor.compareTo(other.actor);
        return byActor != 0 ? byActor : Long.compare(counter, other.counter);
    }

    @Override
    public String toString() {
        return actor + ":" + counter;
    }
}
