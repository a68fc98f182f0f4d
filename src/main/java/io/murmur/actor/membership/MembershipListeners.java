package io.murmur.actor.membership;

import io.murmur.core.membership.HelloRefused;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.membership.TransportNotice;
import java.util.function.Consumer;

/// Who is told what of membership, on the actor's thread: they must neither block nor throw.
///
/// @param views each change, the first one included
/// @param transport how to come into the Pekko cluster
/// @param refusals sentences for the log
public record MembershipListeners(
        Consumer<MembershipView> views, Consumer<TransportNotice> transport, Consumer<HelloRefused> refusals) {}
