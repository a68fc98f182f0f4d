package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply.Looked;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The clocks of many partitions, which name few actors many times: a table of them, then clocks that name
/// them by place. Some 15 bytes for a partition that three nodes write to, instead of 60.
final class ClockList {

    private static final int KNOWN_BYTES_MIN = 3;
    private static final int CLOCK_BYTES_MIN = KNOWN_BYTES_MIN + Long.BYTES + 1;
    private static final int LOOKED_BYTES_MIN = KNOWN_BYTES_MIN + Long.BYTES;
    private static final int FLAG_COMPLETE = 1;
    private static final int FLAG_COVERS_KNOWN = 2;

    private final List<ActorId> actors;

    private ClockList(List<ActorId> actors) {
        this.actors = actors;
    }

    static void write(List<ReplicaClock> clocks, BytesWriter out) {
        ClockList list = begin(clocks.stream().map(ReplicaClock::clock), clocks.size(), out);
        for (ReplicaClock clock : clocks) {
            out.varint(clock.partition())
                    .varint(clock.epoch())
                    .i64(clock.root())
                    .varint(clock.purgeEpoch());
            list.write(clock.clock(), out);
        }
    }

    static List<ReplicaClock> read(BytesReader in) {
        ClockList list = new ClockList(readActors(in));
        int count = in.count(in.remaining() / CLOCK_BYTES_MIN);
        List<ReplicaClock> clocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            clocks.add(
                    new ReplicaClock(Fields.readPartition(in), in.varint(), in.i64(), in.varint(), list.readClock(in)));
        }
        return clocks;
    }

    /// The same without roots.
    static void writeKnown(List<ReplicaClock> clocks, BytesWriter out) {
        ClockList list = begin(clocks.stream().map(ReplicaClock::clock), clocks.size(), out);
        for (ReplicaClock clock : clocks) {
            out.varint(clock.partition()).varint(clock.epoch());
            list.write(clock.clock(), out);
        }
    }

    static List<ReplicaClock> readKnown(BytesReader in) {
        ClockList list = new ClockList(readActors(in));
        int count = in.count(in.remaining() / KNOWN_BYTES_MIN);
        List<ReplicaClock> clocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            clocks.add(new ReplicaClock(Fields.readPartition(in), in.varint(), 0, 0, list.readClock(in)));
        }
        return clocks;
    }

    static void writeLooked(List<Looked> replicas, BytesWriter out) {
        ClockList list = begin(replicas.stream().map(Looked::dots), replicas.size(), out);
        for (Looked replica : replicas) {
            int flags = (replica.complete() ? FLAG_COMPLETE : 0) | (replica.coversKnown() ? FLAG_COVERS_KNOWN : 0);
            out.varint(replica.partition()).i64(replica.root()).u8(flags);
            list.write(replica.dots(), out);
        }
    }

    static List<Looked> readLooked(BytesReader in) {
        ClockList list = new ClockList(readActors(in));
        int count = in.count(in.remaining() / LOOKED_BYTES_MIN);
        List<Looked> replicas = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int partition = Fields.readPartition(in);
            long root = in.i64();
            int flags = Fields.readFlags(in, FLAG_COMPLETE | FLAG_COVERS_KNOWN);
            replicas.add(new Looked(
                    partition,
                    root,
                    list.readClock(in),
                    (flags & FLAG_COMPLETE) != 0,
                    (flags & FLAG_COVERS_KNOWN) != 0));
        }
        return replicas;
    }

    private static ClockList begin(Stream<PartitionClock> clocks, int count, BytesWriter out) {
        TreeSet<ActorId> named = new TreeSet<>();
        clocks.forEach(clock -> named.addAll(clock.byActor().keySet()));
        List<ActorId> actors = List.copyOf(named);
        out.varint(actors.size());
        actors.forEach(actor -> actor.writeTo(out));
        out.varint(count);
        return new ClockList(actors);
    }

    private void write(PartitionClock clock, BytesWriter out) {
        out.varint(clock.byActor().size());
        clock.byActor().forEach((actor, counters) -> {
            out.varint(actors.indexOf(actor));
            counters.writeTo(out);
        });
    }

    private static List<ActorId> readActors(BytesReader in) {
        int count = in.count(in.remaining() / ActorId.BYTES);
        List<ActorId> actors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            actors.add(ActorId.readFrom(in));
            if (i > 0 && actors.get(i - 1).compareTo(actors.get(i)) >= 0) {
                throw new MalformedBytes("the actors of clocks are not in order");
            }
        }
        return actors;
    }

    private PartitionClock readClock(BytesReader in) {
        PartitionClock clock = new PartitionClock();
        int size = in.count(actors.size());
        int last = -1;
        for (int i = 0; i < size; i++) {
            int place = in.count(actors.size() - 1);
            IntervalSet counters = IntervalSet.readFrom(in);
            if (place <= last || counters.isEmpty()) {
                throw new MalformedBytes("the actors of a clock are not in order, or have no dot");
            }
            last = place;
            clock.addAll(actors.get(place), counters);
        }
        return clock;
    }
}
