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
import org.jspecify.annotations.Nullable;

/// What one actor has to say to other nodes: gathered while it works through what waited, and sent as one
/// frame for each destination when it is done (design decision 17). Messages to its own node are delivered at
/// once.
///
/// Not thread-safe: each actor has its own. A message to a node that has not introduced itself is dropped and
/// counted: protocols repeat what matters.
public final class Outbox {

    /// What the outboxes of a node have in common.
    public record Ways(Passport passport, Local local, PeerBook peers, LargeMail largeMail, FrameFigures figures) {}

    /// When a question came here, and how long it waited; the rest of the time until the answer leaves is work.
    ///
    /// @param arrivedNanos on the node's monotonic clock
    public record Asked(long arrivedNanos, long waitedNanos) {}

    /// What has to be said.
    ///
    /// @param asked of an answer, else null
    private record Letter(
            Message message, int waitsMillis, @Nullable Asked asked) {}

    private record Parcel(NodeId to, List<Letter> letters) {}

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
        post(to, new Letter(message, waitsMillis, null));
    }

    /// Answers a question: the answer says how long the question was here (design decision 16).
    public void answer(NodeId to, Message message, Asked asked) {
        post(to, new Letter(message, Outputs.NOBODY_WAITS, asked));
    }

    private void post(NodeId to, Letter letter) {
        NodeId self = ways.passport().self().node();
        if (to.equals(self)) {
            deliverLocally(
                    self, letter.message(), timing(letter, ways.passport().nanos()));
        } else {
            parcelFor(to).letters().add(letter);
        }
    }

    private static Timing timing(Letter letter, long leavesNanos) {
        Asked asked = letter.asked();
        return asked == null
                ? Timing.within(letter.waitsMillis())
                : Timing.ofReply(asked.waitedNanos(), leavesNanos - asked.arrivedNanos() - asked.waitedNanos());
    }

    private void deliverLocally(NodeId self, Message message, Timing timing) {
        if (!ways.local().deliver(self, message, timing)) {
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
            if (!parcel.letters().isEmpty()) {
                dispatch(parcel);
                parcel.letters().clear();
            }
        }
    }

    private void dispatch(Parcel parcel) {
        PeerBook.Entry entry = ways.peers().find(parcel.to());
        if (entry == null) {
            ways.figures().unaddressed(parcel.letters().size());
            return;
        }
        long leavesNanos = ways.passport().nanos();
        List<FramedMessage> messages = new ArrayList<>(parcel.letters().size());
        for (Letter letter : parcel.letters()) {
            messages.add(new FramedMessage(letter.message(), timing(letter, leavesNanos)));
        }
        EncodedBatch batch = encoder.encode(ways.passport().header(entry.peer()), messages);
        for (Frame frame : batch.frames()) {
            entry.mailbox().tell(frame);
            ways.figures().sent(frame.length());
        }
        ways.figures().sentMessages(messages.size());
        for (FramedMessage large : batch.oversized()) {
            ways.largeMail().send(parcel.to(), large);
        }
    }
}
