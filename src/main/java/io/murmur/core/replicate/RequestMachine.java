package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.Outcome;
import org.jspecify.annotations.Nullable;

/// One request in flight. It answers exactly once, under its [Ticket], and is then done.
sealed interface RequestMachine
        permits WriteMachine, ReadMachine, LookMachine, VoidMachine, ForwardMachine, CatchUpMachine {

    void begin(Now now, Outputs<Outcome> out);

    /// A reply whose correlation names this request.
    void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out);

    /// Time has passed.
    void tick(Now now, Outputs<Outcome> out);

    boolean isDone();

    /// Who gets the outcome; null if nobody waits for one.
    @Nullable
    Ticket ticket();
}
