package io.murmur.core.replicate;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a machine of one request is tried: three owners, this node first among them, a client that waits
/// 1000 ms, a clock that is moved by hand, and a sink that records.
final class Stand {

    static final NodeId A = new NodeId(0xA);
    static final NodeId B = new NodeId(0xB);
    static final NodeId C = new NodeId(0xC);
    static final Key KEY = Key.of("k");
    static final long CORRELATION = 0x50;
    static final long TICKET = 33;
    static final ReplicationLimits LIMITS = new ReplicationLimits(4, 20, 200, 60, 100, 3);
    static final CoordinatorSettings SETTINGS = new CoordinatorSettings(LIMITS, Safeguards.ALL);

    private final RecordedOutputs<Outcome> out = new RecordedOutputs<>();
    private final Target target;
    private @Nullable RequestMachine machine;
    private long millis;

    Stand() {
        this(List.of());
    }

    /// @param fallbacks which of the three only stand in for owners
    Stand(List<NodeId> fallbacks) {
        target = new Target(A, 5, 7, List.of(A, B, C), fallbacks, CORRELATION);
    }

    /// A read at these owners, none of which has a reason to go first.
    static ReadMachine.Request read(Level level, ReadRepair repair, VersionVector seen) {
        return new ReadMachine.Request(KEY, level, repair, List.of(A, B, C), seen);
    }

    Target target() {
        return target;
    }

    static Ticket ticket() {
        return new Ticket(null, TICKET, new Now(0, 0).nanosAfterMillis(1000), itinerary());
    }

    static Itinerary itinerary() {
        return new Itinerary(A, 0, false);
    }

    static Routing routing(int phase) {
        return new Routing(CORRELATION | phase, 5, 7);
    }

    static Dot dot(NodeId node, long counter) {
        return new Dot(new ActorId(node, 1), counter);
    }

    /// An object with one sibling, and nothing else ever known of the key.
    static StoredObject object(NodeId node, long counter, String value) {
        Dot dot = dot(node, counter);
        return StoredObject.of(VersionVector.of(dot), List.of(sibling(dot, value)), 0);
    }

    static Sibling sibling(Dot dot, String value) {
        return new Sibling(dot, 1000 + dot.counter(), operation(dot.counter()), Value.of(value));
    }

    static OperationId operation(long sequence) {
        return new OperationId(9, sequence);
    }

    /// Lets `started` begin.
    List<Output<Outcome>> begin(RequestMachine started) {
        machine = started;
        started.begin(now(), out);
        return out.drain();
    }

    List<Output<Outcome>> reply(NodeId from, ReplicaReply reply) {
        machine().on(from, reply, now(), out);
        return out.drain();
    }

    /// Time passes, and the machine is told once.
    List<Output<Outcome>> afterMillis(long passed) {
        millis += passed;
        machine().tick(now(), out);
        return out.drain();
    }

    List<Output<Outcome>> forwarded(NodeId from, Outcome outcome) {
        ((ForwardMachine) machine()).forwarded(from, outcome, now(), out);
        return out.drain();
    }

    boolean isDone() {
        return machine().isDone();
    }

    private RequestMachine machine() {
        if (machine == null) {
            throw new AssertionError("no machine has begun");
        }
        return machine;
    }

    Now now() {
        return new Now(millis * 1_000_000, 0);
    }

    static Output<Outcome> sent(NodeId to, Message message) {
        return new Output.Send<>(to, message);
    }

    /// A request that somebody waits for.
    static Output<Outcome> asked(NodeId to, Message message, int waitsMillis) {
        return new Output.Send<>(to, message, waitsMillis);
    }

    static Output<Outcome> answered(Outcome outcome) {
        return new Output.Answer<>(TICKET, outcome);
    }

    static Output<Outcome> failed(Failure failure) {
        return answered(new Outcome.Failed(failure));
    }

    /// Whom the outputs send something to, in order.
    static List<NodeId> receivers(List<Output<Outcome>> outputs) {
        List<NodeId> receivers = new ArrayList<>();
        for (Output<Outcome> output : outputs) {
            if (output instanceof Output.Send<Outcome>(var to, _, _)) {
                receivers.add(to);
            }
        }
        return receivers;
    }

    static ReplicaReply stored(int phase) {
        return new ReplicaReply.Stored(CORRELATION | phase);
    }

    static ReplicaRequest merge(int phase, StoredObject object, Dot... applied) {
        return new ReplicaRequest.Merge(routing(phase), KEY, object, List.of(applied));
    }
}
