package io.murmur.actor.membership;

import io.murmur.actor.OutputRunner;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.HelloRefused;
import io.murmur.core.membership.MembershipNotice;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.membership.TransportNotice;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.core.membership.VolumePutBack;

/// Carries out what membership decides: hellos go to the addresses of members, notices to their listeners.
record MembershipPort(Formed formed, MembershipSurroundings surroundings) implements OutputRunner.PublishingPort<Void> {

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        String name = formed.nameOf(to);
        if (name == null) {
            throw new InvariantViolation("membership greets members, not " + to);
        }
        surroundings.greeter().greet(surroundings.addresses().of(name), message);
    }

    @Override
    public void publish(Message event) {
        if (!(event instanceof MembershipNotice notice)) {
            throw new InvariantViolation("membership does not publish " + event);
        }
        MembershipListeners listeners = surroundings.listeners();
        switch (notice) {
            case MembershipView view -> listeners.views().accept(view);
            case TransportNotice transport -> listeners.transport().accept(transport);
            case HelloRefused refused -> listeners.refusals().accept(refused);
            case VolumeMemories memories -> listeners.memories().accept(memories);
            case VolumePutBack putBack -> listeners.putBack().accept(putBack);
        }
    }
}
