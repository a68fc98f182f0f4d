package io.murmur.core.membership;

import java.util.List;

/// How this node should come into the Pekko cluster, which carries messages and is never more than a hint (design
/// decision 5). A node that lists itself as a seed can found a second one; so only one node ever may, and only while
/// nobody is in any.
public sealed interface TransportNotice extends MembershipNotice {

    /// Join whichever of these is in it; do not list this node. Said once, at the start.
    ///
    /// @param names of all other members, ascending; not empty
    record JoinTransport(List<String> names) implements TransportNotice {
        public JoinTransport {
            names = List.copyOf(names);
        }
    }

    /// This node, and no other, may found it now. Said each time this becomes true.
    record MayFormTransport() implements TransportNotice {}
}
