package io.murmur.actor;

import io.murmur.core.machine.Message;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import org.jspecify.annotations.Nullable;

/// What is answered at once in place of somebody who has too much to do (design decision 18).
public final class Overload {

    private Overload() {}

    /// The answer to a message that was not taken, "surely not executed"; null if nobody waits for one.
    public static @Nullable Message refusalOf(Message message) {
        return switch (message) {
            case ReplicaRequest request ->
                new ReplicaReply.Refused(request.routing().correlation(), Refusal.OVERLOADED);
            case PeerMessage.Forward forward ->
                new PeerMessage.Forwarded(forward.correlation(), new Outcome.Failed(Failure.OVERLOADED));
            default -> null;
        };
    }
}
