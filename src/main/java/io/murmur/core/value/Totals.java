package io.murmur.core.value;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much had been added by each actor, up to one of its events: what a write that supersedes a counter has
/// superseded of it.
///
/// An actor that has not heard of that write goes on from its own total, so what it shows later includes what was
/// superseded; its entry here is what has to be subtracted. A lattice: per actor, the entry of the later event.
/// Immutable.
///
/// @param entries at most one per actor, in the order of actors
public record Totals(List<Entry> entries) {

    /// Of a key that was never counted.
    public static final Totals EMPTY = new Totals(List.of());

    private static final int ENTRY_BYTES_MIN = ActorId.BYTES + 1 + Long.BYTES;

    /// Up to the event `dot`, its actor had added `total`.
    public record Entry(Dot dot, long total) {}

    public Totals {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The entry of one actor; null if there is none.
    public @Nullable Entry of(ActorId actor) {
        for (Entry entry : entries) {
            if (entry.dot.actor().equals(actor)) {
                return entry;
            }
        }
        return null;
    }

    /// The least that knows what both know.
    public Totals merge(Totals other) {
        if (other.isEmpty() || equals(other)) {
            return this;
        }
        Totals merged = this;
        for (Entry entry : other.entries) {
            merged = merged.with(entry);
        }
        return merged;
    }

    /// This with one more entry, unless a later one of its actor is here.
    public Totals with(Entry added) {
        List<Entry> merged = new ArrayList<>(entries.size() + 1);
        Entry latest = added;
        for (Entry entry : entries) {
            if (!entry.dot.actor().equals(added.dot.actor())) {
                merged.add(entry);
            } else if (entry.dot.counter() >= added.dot.counter()) {
                latest = entry;
            }
        }
        int at = 0;
        while (at < merged.size() && merged.get(at).dot.compareTo(latest.dot) < 0) {
            at++;
        }
        merged.add(at, latest);
        return new Totals(merged);
    }

    public void writeTo(BytesWriter out) {
        out.varint(entries.size());
        for (Entry entry : entries) {
            entry.dot.writeTo(out);
            out.i64(entry.total);
        }
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are no totals, or not in order
    public static Totals readFrom(BytesReader in) {
        int count = in.count(in.remaining() / ENTRY_BYTES_MIN);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Entry entry = new Entry(Dot.readFrom(in), in.i64());
            if (i > 0 && entries.get(i - 1).dot.actor().compareTo(entry.dot.actor()) >= 0) {
                throw new MalformedBytes("the totals of a counter are not in the order of their actors");
            }
            entries.add(entry);
        }
        return new Totals(entries);
    }
}
