package io.murmur.door.http.status;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The cuts one node has seen: when it was out of touch with others, and what came of it. Immutable.
///
/// Moments are by the clock of that node, as ISO 8601 has them.
///
/// @param format of this document
/// @param node who was asked
/// @param at when
/// @param cuts newest first
public record CutHistory(int format, String node, String cluster, String at, List<Seen> cuts) {

    /// The format this version writes.
    public static final int FORMAT = 1;

    public CutHistory {
        Objects.requireNonNull(node, "nobody says whose cuts these are");
        cuts = List.copyOf(cuts);
    }

    /// One cut between this node and one other.
    ///
    /// @param peer the other node
    /// @param sinceStart whether it began with the start of this node's process: what was before, nobody saw
    /// @param from when this node noticed
    /// @param until when the other was in touch again; null while it is not
    /// @param seconds it lasted, so far
    /// @param writes, deletes and expiries that this node named meanwhile
    /// @param objects fetched from the other afterwards, until both agreed
    /// @param bytes of these objects
    /// @param agreedSeconds from then until this node lacked nothing of what the other had; null if it has
    ///     not come to that, or did not before the next cut or start
    /// @param conflicts keys written on both sides
    /// @param keys the first of them; none where only counts are shown
    public record Seen(
            String peer,
            boolean sinceStart,
            String from,
            @Nullable String until,
            double seconds,
            long writes,
            long objects,
            long bytes,
            @Nullable Double agreedSeconds,
            long conflicts,
            List<Conflict> keys) {
        public Seen {
            Objects.requireNonNull(peer, "nobody says with whom it was out of touch");
            keys = List.copyOf(keys);
        }
    }

    /// A key written on both sides.
    ///
    /// @param key as text; bytes that are no printable ASCII stand as `\xNN`
    /// @param fate what has become of it, in words
    public record Conflict(String key, String fate) {}
}
