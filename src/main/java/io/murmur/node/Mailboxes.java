package io.murmur.node;

import io.murmur.wire.Frame;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/// Finds where a member of the cluster takes frames.
@FunctionalInterface
interface Mailboxes {

    /// Null if the configuration has no address for `name`.
    @Nullable
    ActorRef<Frame> of(String name);
}
