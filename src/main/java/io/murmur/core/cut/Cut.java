package io.murmur.core.cut;

import io.murmur.core.machine.NodeId;
import java.util.List;

/// A time for which this node was out of touch with another one, as this node saw it. Immutable. Moments are
/// milliseconds of this node's wall clock.
///
/// @param peer the other node
/// @param sinceStart whether it began with this process: what was before, nobody saw here
/// @param fromMillis when it was noticed
/// @param untilMillis when the other was in touch again; [#NOT_YET] while it lasts
/// @param writes that this node has named meanwhile
/// @param objects fetched from the other afterwards, until both agreed
/// @param bytes of these objects
/// @param agreedMillis when this node had for the first time since agreed with the other about each partition that
///     both own, or taken over all it lacked; [#NOT_YET] if that has not come to pass
/// @param conflictCount keys that both had written
/// @param conflicts the first of them
public record Cut(
        NodeId peer,
        boolean sinceStart,
        long fromMillis,
        long untilMillis,
        long writes,
        long objects,
        long bytes,
        long agreedMillis,
        long conflictCount,
        List<Conflict> conflicts) {

    /// In the place of a moment that has not come.
    public static final long NOT_YET = 0;

    public Cut {
        conflicts = List.copyOf(conflicts);
    }

    /// Whether it is over and both sides have come together.
    public boolean isHealed() {
        return agreedMillis != NOT_YET;
    }
}
