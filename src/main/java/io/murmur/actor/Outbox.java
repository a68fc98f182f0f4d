package io.murmur.actor;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Outputs;
import io.murmur.wire.EncodedBatch;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameEncoder;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.Timing;
import java.util.ArrayList;
import java.util.List;

/// What one actor has to say to other nodes: gathered while it works through what waited, and sent as one frame for
/// each destination when it is done (design decision 17). Messages to its own node are delivered at once.
///
/// Not thread-safe: each actor has its own. A message to a node that has not introduced itself is dropped and counted:
/// protocols repeat what matters.
public final class Outbox {

    /// What the outboxes of a node have in common.
    public record Ways(Passport passport, Local local, PeerBook peers, LargeMail largeMail, FrameFigures figures) {}

    private record Parcel(NodeId to, List<FramedMessage> messages) {}

    private final Ways ways;
    private final FrameEncoder encoder;
    private final List<Parcel> parcels = new ArrayList<>();

    public Outbox(Ways ways, FrameLimits limits) {
        this.ways = ways;
        this.encoder = new FrameEncoder(limits);
    }

    /// Sends what is to be carried out however late it arrives.
    public void send(NodeId to, Message message) {
        send(to, message, Outputs.NOBODY_WAITS);
    }

    /// Sends what need not be carried out when `waitsMillis` are over.
    public void send(NodeId to, Message message, int waitsMillis) {
        NodeId self = ways.passport().self().node();
        if (to.equals(self)) {
            deliverLocally(self, message, waitsMillis);
        } else {
            Timing timing = waitsMillis == Outputs.NOBODY_WAITS ? Timing.NONE : new Timing(0, 0, waitsMillis);
            parcelFor(to).messages().add(new FramedMessage(message, timing));
        }
    }

    private void deliverLocally(NodeId self, Message message, int waitsMillis) {
        if (!ways.local().deliver(self, message, waitsMillis)) {
            Message refusal = Overload.refusalOf(message);
            if (refusal != null) {
                ways.local().deliver(self, refusal);
            }
        }
    }

    private Parcel parcelFor(NodeId to) {
        for (Parcel parcel : parcels) {
            if (parcel.to().equals(to)) {
                return parcel;
            }
        }
        Parcel fresh = new Parcel(to, new ArrayList<>());
        parcels.add(fresh);
        return fresh;
    }

    /// Sends what was gathered.
    public void flush() {
        for (Parcel parcel : parcels) {
            if (!parcel.messages().isEmpty()) {
                dispatch(parcel);
                parcel.messages().clear();
            }
        }
    }

    private void dispatch(Parcel parcel) {
        PeerBook.Entry entry = ways.peers().find(parcel.to());
        if (entry == null) {
            ways.figures().unaddressed(parcel.messages().size());
            return;
        }
        EncodedBatch batch = encoder.encode(ways.passport().header(entry.peer()), parcel.messages());
        for (Frame frame : batch.frames()) {
            entry.mailbox().tell(frame);
            ways.figures().sent(frame.length());
        }
        ways.figures().sentMessages(parcel.messages().size());
        for (FramedMessage large : batch.oversized()) {
            ways.largeMail().send(parcel.to(), large);
        }
    }
}
