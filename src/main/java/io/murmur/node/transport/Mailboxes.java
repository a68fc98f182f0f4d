package io.murmur.node.transport;

import io.murmur.wire.Frame;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/// Finds where a member of the cluster takes frames.
@FunctionalInterface
public interface Mailboxes {

    /// Null if the configuration has no address for `name`.
    @Nullable
    ActorRef<Frame> of(String name);
}
