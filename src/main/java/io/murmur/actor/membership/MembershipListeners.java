package io.murmur.actor.membership;

import io.murmur.core.membership.HelloRefused;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.membership.TransportNotice;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.core.membership.VolumePutBack;
import java.util.function.Consumer;

/// Who is told what of membership, on the actor's thread: they must neither block nor throw.
///
/// @param views each change, the first one included
/// @param transport how to come into the Pekko cluster
/// @param refusals sentences for the log
/// @param memories what to keep of the others' volumes
/// @param putBack this node must stop, and why
public record MembershipListeners(
        Consumer<MembershipView> views,
        Consumer<TransportNotice> transport,
        Consumer<HelloRefused> refusals,
        Consumer<VolumeMemories> memories,
        Consumer<VolumePutBack> putBack) {}
