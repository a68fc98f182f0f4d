package io.murmur.core.value;

import io.murmur.core.machine.Invariant;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The whole state of one key at one replica: what is known (context) and what is alive (siblings, ordered by
/// dot).
///
/// A deleted key holds no value. A value that has ended stays until it is superseded or purged; only readers
/// mind the time. Immutable and safe to share. The encoded form is computed at most once and kept, because a
/// row, its digest and the frames to the other owners all need it.
public final class StoredObject {

    /// The state of a key nobody has written.
    public static final StoredObject ABSENT = new StoredObject(VersionVector.EMPTY, List.of(), 0, Totals.EMPTY);

    private static final Comparator<Sibling> LAST_WRITER_FIRST =
            ((Comparator<Sibling>) Sibling::compareAsWriters).reversed();

    private final VersionVector context;
    private final List<Sibling> siblings;
    private final long maxFence;
    private final Totals superseded;
    private final List<Sibling> expiries;
    private volatile byte @Nullable [] encoded;

    private StoredObject(VersionVector context, List<Sibling> siblings, long maxFence, Totals superseded) {
        this.superseded = superseded;
        this.context = context;
        this.siblings = siblings;
        this.maxFence = maxFence;
        this.expiries = expiriesOf(siblings);
    }

    /// Most objects have none, and who has thousands of elements has few.
    private static List<Sibling> expiriesOf(List<Sibling> siblings) {
        List<Sibling> expiries = List.of();
        for (Sibling sibling : siblings) {
            if (sibling.isExpiry()) {
                expiries = expiries.isEmpty() ? new ArrayList<>(2) : expiries;
                expiries.add(sibling);
            }
        }
        return expiries;
    }

    /// An object of `context` and `siblings`, which must be ordered by dot and covered by the context.
    ///
    /// @param maxFence the greatest fence seen, 0 for none
    public static StoredObject of(VersionVector context, List<Sibling> siblings, long maxFence) {
        return of(context, siblings, maxFence, Totals.EMPTY);
    }

    /// The same of a key that was counted.
    ///
    /// @param superseded what was superseded of the increments of each actor
    public static StoredObject of(VersionVector context, List<Sibling> siblings, long maxFence, Totals superseded) {
        for (int i = 0; i < siblings.size(); i++) {
            context.requireCovers(siblings.get(i).dot());
            Invariant.check(
                    i == 0
                            || siblings.get(i - 1)
                                            .dot()
                                            .compareTo(siblings.get(i).dot())
                                    < 0,
                    "siblings are ordered by dot");
        }
        return new StoredObject(context, List.copyOf(siblings), maxFence, superseded);
    }

    /// The object whose canonical bytes are `encoded`; only [ObjectCodec] knows.
    static StoredObject decoded(
            VersionVector context, List<Sibling> siblings, long maxFence, Totals superseded, byte[] encoded) {
        StoredObject object = new StoredObject(context, siblings, maxFence, superseded);
        object.encoded = encoded;
        return object;
    }

    /// This with less of what is alive, all of it as it was.
    ///
    /// @param left in the order of [#siblings]
    public StoredObject only(List<Sibling> left) {
        return new StoredObject(context, List.copyOf(left), maxFence, superseded);
    }

    public VersionVector context() {
        return context;
    }

    public List<Sibling> siblings() {
        return siblings;
    }

    public long maxFence() {
        return maxFence;
    }

    /// What was superseded of the increments of each actor.
    public Totals superseded() {
        return superseded;
    }

    /// All that is known here: what supersedes it supersedes everything this object shows.
    public Known known() {
        Totals totals = superseded;
        for (Sibling sibling : siblings) {
            Amount amount = sibling.amount();
            totals = amount == null ? totals : totals.with(new Totals.Entry(sibling.dot(), amount.total()));
        }
        return new Known(context, totals);
    }

    /// Whether anything was ever known of the key.
    public boolean isKnown() {
        return context.size() > 0;
    }

    /// Whether there is a value, ended or not.
    public boolean isAlive() {
        for (Sibling sibling : siblings) {
            if (sibling.isValue()) {
                return true;
            }
        }
        return false;
    }

    /// Whether a reader sees a value at this time.
    public boolean isAliveAt(long wallMillis) {
        return isAlive() && endsAt() > wallMillis;
    }

    /// Wall milliseconds from which no value is shown any more; [Expiry#NEVER] if one stays. Of an object
    /// without values it says nothing.
    public long endsAt() {
        long latest = Long.MIN_VALUE;
        for (Sibling sibling : siblings) {
            if (sibling.isValue()) {
                latest = Math.max(latest, endOf(sibling));
            }
        }
        return latest;
    }

    /// Wall milliseconds from which a value of this object is not shown any more. An expiry that knew the
    /// value counts instead of its own, unless another one knew that expiry; of several, the one that lets it
    /// live longest. An end that had passed when the next was said stays: nothing comes back.
    public long endOf(Sibling value) {
        Expiry own = value.expiry();
        long ownEnd = own == null ? Expiry.NEVER : own.atMillis();
        long said = Expiry.NEVER;
        long end = Long.MIN_VALUE;
        long passed = Expiry.NEVER;
        for (Sibling sibling : expiries) {
            if (sibling.ends(value)) {
                long at = atMillis(sibling);
                long next = nextSaid(sibling);
                said = Math.min(said, saidAt(sibling));
                end = next == Expiry.NEVER ? Math.max(end, at) : end;
                passed = at <= next && next != Expiry.NEVER ? Math.min(passed, at) : passed;
            }
        }
        if (end == Long.MIN_VALUE || ownEnd <= said) {
            return ownEnd;
        }
        return Math.min(end, passed);
    }

    private static long atMillis(Sibling expiry) {
        return Objects.requireNonNull(expiry.expiry()).atMillis();
    }

    private static long saidAt(Sibling expiry) {
        return Objects.requireNonNull(expiry.expiry()).saidMillis();
    }

    /// When the first expiry was said that knew this one; [Expiry#NEVER] if none did.
    private long nextSaid(Sibling expiry) {
        long next = Expiry.NEVER;
        for (Sibling sibling : expiries) {
            if (sibling.isAbout(expiry.dot())) {
                next = Math.min(next, saidAt(sibling));
            }
        }
        return next;
    }

    /// The siblings a reader of all is shown, greatest (time, actor, value) first: values only, one per
    /// operation even if two coordinators carried it out, and under last-writer-wins the first only, or none
    /// if the last writer deleted, or its value has ended. What was added to a number ([Counting]), or to a
    /// HyperLogLog, is in it ([Registers]); elements of collections are not.
    ///
    /// @param wallMillis the time for which values that end are judged
    public List<Sibling> visible(ConflictRule rule, long wallMillis) {
        List<Sibling> ordered = new ArrayList<>(siblings);
        ordered.removeIf(sibling -> sibling.isExpiry() || sibling.part() != null);
        ordered.sort(LAST_WRITER_FIRST);
        List<Sibling> visible = new ArrayList<>(ordered.size());
        if (rule == ConflictRule.LAST_WRITER && !ordered.isEmpty()) {
            ordered = ordered.subList(0, 1);
        }
        for (Sibling sibling : ordered) {
            boolean repeats =
                    visible.stream().anyMatch(shown -> shown.operation().equals(sibling.operation()));
            if (sibling.isValue() && !repeats && endOf(sibling) > wallMillis) {
                visible.add(sibling);
            }
        }
        List<Sibling> united = Registers.addTo(visible, this, wallMillis);
        return Counting.isCounted(this, wallMillis) ? Counting.addTo(united, this, wallMillis) : united;
    }

    /// Whether the event `dot` is alive here.
    public boolean holds(Dot dot) {
        int from = 0;
        int to = siblings.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = siblings.get(middle).dot().compareTo(dot);
            if (order == 0) {
                return true;
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle - 1;
        }
        return false;
    }

    /// The canonical bytes ([ObjectCodec]): equal objects, equal bytes. Shared: read, never write.
    public byte[] encoded() {
        byte[] bytes = encoded;
        if (bytes == null) {
            bytes = ObjectCodec.encode(this);
            encoded = bytes;
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredObject that
                && maxFence == that.maxFence
                && context.equals(that.context)
                && siblings.equals(that.siblings)
                && superseded.equals(that.superseded);
    }

    @Override
    public int hashCode() {
        return 31 * context.hashCode() + siblings.hashCode();
    }

    @Override
    public String toString() {
        return "StoredObject[context=" + context + ", siblings=" + siblings + ", maxFence=" + maxFence
                + (superseded.isEmpty() ? "" : ", superseded=" + superseded) + "]";
    }
}
