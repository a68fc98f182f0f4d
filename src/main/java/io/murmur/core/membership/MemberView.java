package io.murmur.core.membership;

import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import org.jspecify.annotations.Nullable;

/// One member, as this node knows it.
///
/// @param peer how its process introduced itself last: frames are addressed to this incarnation and boot; null if
///     it was never heard. Kept while it is silent
/// @param reachable whether it was heard lately and, by its own last hello, hears this node. A hint
/// @param doors where clients reach it; null exactly if `peer` is
/// @param joined whether it was in the Pekko cluster when it last said hello
/// @param answers whether its replicas answered and acknowledged when it last said hello
public record MemberView(
        NodeId node,
        String name,
        @Nullable Introduction peer,
        boolean reachable,
        @Nullable Doors doors,
        boolean joined,
        boolean answers) {

    /// Whether it can be counted on for a read or a write just now, as far as anybody can tell.
    public boolean counts() {
        return reachable && answers;
    }
}
