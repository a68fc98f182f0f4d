package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;

/// Changes of the key `k` at lanes, each an operation of its own, and what is answered.
final class OneKey {

    private OneKey() {}

    static Decision<Recorded, ReplicaReply> mint(TestLane at, Mutation mutation, Attempt attempt) {
        return at.handle(new ReplicaRequest.Mint(at.routing(), Key.of("k"), mutation, null, at.operation(), attempt));
    }

    static ReplicaReply.Minted write(TestLane at, Mutation mutation, Attempt attempt) {
        return assertInstanceOf(
                ReplicaReply.Minted.class,
                TestLane.replies(mint(at, mutation, attempt).afterDurable()).getFirst());
    }

    static ReplicaReply.Minted write(TestLane at, Mutation mutation) {
        return write(at, mutation, Attempt.FIRST);
    }

    /// Why a lane changes nothing.
    static Refusal refusal(TestLane at, Mutation mutation) {
        var decision = mint(at, mutation, Attempt.FIRST);
        assertEquals(0, decision.events().size());
        return assertInstanceOf(
                        ReplicaReply.Refused.class,
                        TestLane.replies(decision.sendNow()).getFirst())
                .reason();
    }

    /// What another owner knows beyond what one has named.
    static StoredObject beyond(TestLane at, ReplicaReply.Minted minted) {
        var decision = at.handle(at.merge("k", minted.object(), minted.applied().toArray(Dot[]::new)));
        return assertInstanceOf(
                        ReplicaReply.Stored.class,
                        TestLane.replies(decision.afterDurable()).getFirst())
                .beyond();
    }
}
