package io.murmur.core.value;

import io.murmur.core.machine.Invariant;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole state of one key at one replica: what is known (context) and what is alive (siblings, ordered by
/// dot).
///
/// A deleted key holds delete siblings only. Immutable and safe to share. The encoded form is computed at most
/// once and kept, because a row, its digest and the frames to the other owners all need it.
public final class StoredObject {

    /// The state of a key nobody has written.
    public static final StoredObject ABSENT = new StoredObject(VersionVector.EMPTY, List.of(), 0);

    private static final Comparator<Sibling> LAST_WRITER_FIRST =
            ((Comparator<Sibling>) Sibling::compareAsWriters).reversed();

    private final VersionVector context;
    private final List<Sibling> siblings;
    private final long maxFence;
    private volatile byte @Nullable [] encoded;

    private StoredObject(VersionVector context, List<Sibling> siblings, long maxFence) {
        this.context = context;
        this.siblings = siblings;
        this.maxFence = maxFence;
    }

    /// An object of `context` and `siblings`, which must be ordered by dot and covered by the context.
    ///
    /// @param maxFence the greatest fence seen, 0 for none
    public static StoredObject of(VersionVector context, List<Sibling> siblings, long maxFence) {
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
        return new StoredObject(context, List.copyOf(siblings), maxFence);
    }

    /// The object whose canonical bytes are `encoded`; only [ObjectCodec] knows.
    static StoredObject decoded(VersionVector context, List<Sibling> siblings, long maxFence, byte[] encoded) {
        StoredObject object = new StoredObject(context, siblings, maxFence);
        object.encoded = encoded;
        return object;
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

    /// Whether anything was ever known of the key.
    public boolean isKnown() {
        return context.size() > 0;
    }

    /// Whether a reader sees a value.
    public boolean isAlive() {
        for (Sibling sibling : siblings) {
            if (!sibling.isDelete()) {
                return true;
            }
        }
        return false;
    }

    /// The siblings a reader of all is shown, greatest (time, actor, value) first: values only, one per operation
    /// even if two coordinators carried it out, and under last-writer-wins the first only, or none if the last
    /// writer deleted.
    public List<Sibling> visible(ConflictRule rule) {
        List<Sibling> ordered = new ArrayList<>(siblings);
        ordered.sort(LAST_WRITER_FIRST);
        List<Sibling> visible = new ArrayList<>(ordered.size());
        if (rule == ConflictRule.LAST_WRITER && !ordered.isEmpty()) {
            ordered = ordered.subList(0, 1);
        }
        for (Sibling sibling : ordered) {
            boolean repeats =
                    visible.stream().anyMatch(shown -> shown.operation().equals(sibling.operation()));
            if (!sibling.isDelete() && !repeats) {
                visible.add(sibling);
            }
        }
        return visible;
    }

    /// Whether the event `dot` is alive here.
    public boolean holds(Dot dot) {
        for (Sibling sibling : siblings) {
            if (sibling.dot().equals(dot)) {
                return true;
            }
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
                && siblings.equals(that.siblings);
    }

    @Override
    public int hashCode() {
        return 31 * context.hashCode() + siblings.hashCode();
    }

    @Override
    public String toString() {
        return "StoredObject[context=" + context + ", siblings=" + siblings + ", maxFence=" + maxFence + "]";
    }
}
