package io.murmur.node;

import io.murmur.actor.Inbox;
import io.murmur.actor.Local;
import io.murmur.actor.NodeClock;
import io.murmur.actor.coordinator.CoordinatorActor;
import io.murmur.actor.coordinator.Coordinators;
import io.murmur.actor.entropy.ExchangeActor;
import io.murmur.actor.gossip.GossipActor;
import io.murmur.actor.replica.LaneActor;
import io.murmur.actor.replica.ReaderActor;
import io.murmur.actor.transport.TransferActor;
import io.murmur.core.delay.Stay;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Deadline;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.wire.Timing;
import java.util.List;

/// Hands each message to the actor of this node that handles it. Thread-safe.
///
/// @param lanes partition p is in lane p modulo their number
record Switchboard(
        Coordinators coordinators,
        List<Inbox<LaneActor.Command>> lanes,
        List<Inbox<ReaderActor.Command>> readers,
        Inbox<TransferActor.Command> transfers,
        Inbox<ExchangeActor.Command> exchanges,
        Inbox<GossipActor.Command> gossip,
        NodeClock clock)
        implements Local {

    private static final long NANOS_PER_MICRO = 1_000;

    Switchboard {
        lanes = List.copyOf(lanes);
        readers = List.copyOf(readers);
    }

    @Override
    public boolean deliver(NodeId from, Message message, Timing timing) {
        return switch (message) {
            case ReplicaRequest.Change change ->
                of(lanes, change.routing().partition())
                        .offer(new LaneActor.Command.Change(from, change, deadline(timing), clock.nanos()));
            case ReplicaRequest.Look look ->
                of(readers, look.routing().partition())
                        .offer(new ReaderActor.Command.Look(from, look, deadline(timing), clock.nanos()));
            case SyncMessage said -> exchanges.offer(new ExchangeActor.Command.TakeSync(from, said));
            case GossipMessage said -> gossip.offer(new GossipActor.Command.TakeGossip(from, said));
            case ReplicaReply reply
            when Coordinators.isOfExchanges(reply.correlation()) ->
                exchanges.offer(new ExchangeActor.Command.TakeReply(from, reply));
            case ReplicaReply reply ->
                coordinators.deliver(
                        new CoordinatorActor.Command.TakeReply(from, reply, stay(timing)), reply.correlation());
            case PeerMessage.Forward forward ->
                coordinators.deliver(
                        new CoordinatorActor.Command.TakePeerMessage(from, forward, stay(timing)), forward.operation());
            case PeerMessage.Forwarded result ->
                coordinators.deliver(
                        new CoordinatorActor.Command.TakePeerMessage(from, result, stay(timing)), result.correlation());
            case ChunkMessage chunk -> transfers.offer(new TransferActor.Command.TakeChunk(from, chunk));
            case ReplicaNotice.VoidFound(var gap) ->
                coordinators.deliverToAny(new CoordinatorActor.Command.SpreadVoid(gap));
            case ReplicaNotice notice -> exchanges.offer(new ExchangeActor.Command.TakeNotice(notice));
            default -> throw new IllegalArgumentException("nobody handles " + message.getClass());
        };
    }

    /// Most requests are merges, which need no clock.
    private Deadline deadline(Timing timing) {
        return timing.isLimited() ? Deadline.of(timing.remainingMillis(), clock.now()) : Deadline.NEVER;
    }

    private Stay stay(Timing timing) {
        return new Stay(
                clock.nanos(), timing.queueMicros() * NANOS_PER_MICRO, timing.serviceMicros() * NANOS_PER_MICRO);
    }

    private static <C> Inbox<C> of(List<Inbox<C>> inboxes, int partition) {
        return inboxes.get(partition % inboxes.size());
    }
}
