package io.murmur.core.replica.event;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.List;

/// The bytes of one lane batch in the journal (`src/docs/formats.md`, "Journal record").
///
/// A batch names few actors many times, so it begins with a table of them and its dots name actors by place.
/// Values are not here: they are in the rows of the same write.
public final class JournalRecord {

    static final int FORMAT = 1;

    private static final int LEASE_EXTENDED = 1;
    private static final int GAP_VOIDED = 2;
    /// Without the digest before: written when there were no trees.
    private static final int OBJECT_CHANGED_TO = 3;

    private static final int OBJECT_CHANGED = 4;
    /// Nothing was forgotten, or not said to be.
    private static final int INCARNATION_BEGUN_ONLY = 5;

    private static final int TREE_CORRECTED = 6;
    private static final int VOUCHED = 7;
    private static final int PURGED = 8;
    private static final int INCARNATION_BEGUN = 9;
    private static final int EVENTS_LOST = 10;
    private static final int EVENTS_MAX = 1 << 20;
    private static final int PARTITION_MAX = (1 << 14) - 1;
    private static final int LIVING_DELTA_MAX = 1;

    private JournalRecord() {}

    public static byte[] encode(List<Recorded> batch) {
        List<ActorId> actors = actorsOf(batch);
        BytesWriter out = new BytesWriter(32 + 64 * batch.size());
        out.u8(FORMAT).varint(actors.size());
        actors.forEach(actor -> actor.writeTo(out));
        out.varint(batch.size());
        for (Recorded recorded : batch) {
            write(recorded.event(), actors, out);
        }
        return out.toByteArray();
    }

    private static List<ActorId> actorsOf(List<Recorded> batch) {
        List<ActorId> actors = new ArrayList<>();
        for (Recorded recorded : batch) {
            switch (recorded.event()) {
                case ReplicaEvent.LeaseExtended _,
                        ReplicaEvent.IncarnationBegun _,
                        ReplicaEvent.TreeCorrected _,
                        ReplicaEvent.Vouched _,
                        ReplicaEvent.EventsLost _,
                        ReplicaEvent.Purged _ -> {}
                case ReplicaEvent.GapVoided gap -> addOnce(actors, gap.actor());
                case ReplicaEvent.ObjectChanged changed ->
                    changed.applied().forEach(dot -> addOnce(actors, dot.actor()));
            }
        }
        return actors;
    }

    private static void addOnce(List<ActorId> actors, ActorId actor) {
        if (!actors.contains(actor)) {
            actors.add(actor);
        }
    }

    private static void write(ReplicaEvent event, List<ActorId> actors, BytesWriter out) {
        switch (event) {
            case ReplicaEvent.IncarnationBegun(var partition, var incarnation, var forgottenUpTo) ->
                writeBegun(partition, incarnation, forgottenUpTo, out);
            case ReplicaEvent.LeaseExtended(var partition, var ceiling) ->
                out.u8(LEASE_EXTENDED).varint(partition).varint(ceiling);
            case ReplicaEvent.GapVoided(var partition, var actor, var from, var to) ->
                out.u8(GAP_VOIDED)
                        .varint(partition)
                        .varint(actors.indexOf(actor))
                        .varint(from)
                        .varint(to);
            case ReplicaEvent.TreeCorrected(var partition, var segment, var correction) ->
                out.u8(TREE_CORRECTED).varint(partition).varint(segment).i64(correction);
            case ReplicaEvent.EventsLost(var partition, var forgottenUpTo) ->
                out.u8(EVENTS_LOST).varint(partition).i64(forgottenUpTo);
            case ReplicaEvent.Vouched(var partition) -> out.u8(VOUCHED).varint(partition);
            case ReplicaEvent.Purged purged ->
                out.u8(PURGED)
                        .varint(purged.partition())
                        .i64(purged.keyHash())
                        .i64(purged.digest())
                        .i64(purged.hybridTime())
                        .u8(purged.livingDelta() + 1);
            case ReplicaEvent.ObjectChanged changed -> writeChanged(changed, actors, out);
        }
    }

    private static void writeBegun(int partition, long incarnation, long forgottenUpTo, BytesWriter out) {
        out.u8(forgottenUpTo == 0 ? INCARNATION_BEGUN_ONLY : INCARNATION_BEGUN);
        out.varint(partition).i64(incarnation);
        if (forgottenUpTo != 0) {
            out.i64(forgottenUpTo);
        }
    }

    private static void writeChanged(ReplicaEvent.ObjectChanged changed, List<ActorId> actors, BytesWriter out) {
        DigestChange digest = changed.digest();
        out.u8(digest.isBeforeKnown() ? OBJECT_CHANGED : OBJECT_CHANGED_TO);
        out.varint(changed.partition()).i64(changed.keyHash());
        out.varint(changed.applied().size());
        for (Dot dot : changed.applied()) {
            out.varint(actors.indexOf(dot.actor())).varint(dot.counter());
        }
        out.i64(changed.hybridTime());
        out.varint(changed.operations().size());
        changed.operations().forEach(operation -> operation.writeTo(out));
        out.u8(changed.livingDelta() + 1);
        if (digest.isBeforeKnown()) {
            out.i64(digest.before());
        }
        out.i64(digest.after());
    }

    /// Reads a batch back; rows are not part of it.
    ///
    /// @throws MalformedBytes when the bytes are not a record
    public static List<Recorded> decode(byte[] record) {
        BytesReader in = new BytesReader(record);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("journal records of format " + format + " are not known to this version");
        }
        int actorCount = in.count(in.remaining() / ActorId.BYTES);
        List<ActorId> actors = new ArrayList<>(actorCount);
        for (int i = 0; i < actorCount; i++) {
            actors.add(ActorId.readFrom(in));
        }
        int count = in.count(Math.min(EVENTS_MAX, in.remaining()));
        List<Recorded> batch = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batch.add(Recorded.replayed(read(in, actors)));
        }
        in.expectEnd();
        return batch;
    }

    private static ReplicaEvent read(BytesReader in, List<ActorId> actors) {
        int kind = in.u8();
        int partition = in.count(PARTITION_MAX);
        return switch (kind) {
            case INCARNATION_BEGUN_ONLY -> new ReplicaEvent.IncarnationBegun(partition, in.i64(), 0);
            case INCARNATION_BEGUN -> new ReplicaEvent.IncarnationBegun(partition, in.i64(), in.i64());
            case LEASE_EXTENDED -> new ReplicaEvent.LeaseExtended(partition, in.varint());
            case GAP_VOIDED -> readGap(in, partition, actors);
            case TREE_CORRECTED ->
                new ReplicaEvent.TreeCorrected(partition, in.count(MerkleTree.SEGMENTS - 1), in.i64());
            case VOUCHED -> new ReplicaEvent.Vouched(partition);
            case EVENTS_LOST -> new ReplicaEvent.EventsLost(partition, in.i64());
            case PURGED -> new ReplicaEvent.Purged(partition, in.i64(), in.i64(), in.i64(), livingDelta(in));
            case OBJECT_CHANGED, OBJECT_CHANGED_TO -> readChanged(in, partition, actors, kind == OBJECT_CHANGED);
            default -> throw new MalformedBytes("events of kind " + kind + " are not known to this version");
        };
    }

    private static ReplicaEvent.GapVoided readGap(BytesReader in, int partition, List<ActorId> actors) {
        ActorId actor = actorAt(in, actors);
        long from = in.varint();
        long to = in.varint();
        if (from <= 0 || to < from) {
            throw new MalformedBytes("a void goes from " + from + " to " + to);
        }
        return new ReplicaEvent.GapVoided(partition, actor, from, to);
    }

    private static ReplicaEvent.ObjectChanged readChanged(
            BytesReader in, int partition, List<ActorId> actors, boolean withBefore) {
        long keyHash = in.i64();
        int dotCount = in.count(in.remaining());
        List<Dot> applied = new ArrayList<>(dotCount);
        for (int i = 0; i < dotCount; i++) {
            ActorId actor = actorAt(in, actors);
            long counter = in.varint();
            if (counter <= 0) {
                throw new MalformedBytes("a counter is " + counter + ", counters start at 1");
            }
            applied.add(new Dot(actor, counter));
        }
        long hybridTime = in.i64();
        int operationCount = in.count(in.remaining());
        List<OperationId> operations = new ArrayList<>(operationCount);
        for (int i = 0; i < operationCount; i++) {
            operations.add(OperationId.readFrom(in));
        }
        return new ReplicaEvent.ObjectChanged(
                partition, keyHash, applied, hybridTime, operations, livingDelta(in), digest(in, withBefore));
    }

    private static DigestChange digest(BytesReader in, boolean withBefore) {
        return withBefore ? new DigestChange(true, in.i64(), in.i64()) : DigestChange.to(in.i64());
    }

    private static int livingDelta(BytesReader in) {
        int delta = in.u8() - 1;
        if (delta > LIVING_DELTA_MAX) {
            throw new MalformedBytes(
                    "one key changes the number of living keys by " + delta + ", at most 1 is allowed");
        }
        return delta;
    }

    private static ActorId actorAt(BytesReader in, List<ActorId> actors) {
        if (actors.isEmpty()) {
            throw new MalformedBytes("a record names an actor but has no table of actors");
        }
        return actors.get(in.count(actors.size() - 1));
    }
}
