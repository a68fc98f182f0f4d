package io.murmur.actor.transport;

import io.murmur.actor.FrameFigures;
import io.murmur.actor.Local;
import io.murmur.actor.Outbox;
import io.murmur.actor.Overload;
import io.murmur.actor.Passport;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameDecoder;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.message.Audience;
import io.murmur.wire.message.MessageKind;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Takes the frames of other nodes in. Each is judged as a whole; the messages of one that is taken are
/// handed over in their order. Owns nothing.
public final class FrameActor extends AbstractMatchingBehavior<FrameActor.Command> {

    /// Its name below the user guardian; every node's is reachable at this path.
    public static final String NAME = "frames";

    /// The path of it at a node's address.
    public static final String PATH = "/user/" + NAME;

    public sealed interface Command {
        /// Another node sent this.
        record TakeFrame(Frame frame) implements Command {}
    }

    /// Where what comes in goes.
    public record Ways(Passport passport, Local local, Greetings greetings, FrameFigures figures) {}

    private final Ways ways;
    private final Outbox outbox;
    private final FrameLimits limits;
    private final EnvelopeCheck check;
    private FrameDecoder decoder;
    private ClusterId decodesFor;

    /// Frames come from the network without a wrapper, so that they are all this actor takes.
    ///
    /// @param outbox for what must be refused at once
    public static Behavior<Frame> create(Ways ways, Outbox outbox, FrameLimits limits) {
        Behavior<Command> behavior = Behaviors.setup(context -> new FrameActor(context, ways, outbox, limits));
        return Behaviors.transformMessages(
                Frame.class, behavior, frames -> frames.match(Frame.class, Command.TakeFrame::new));
    }

    private FrameActor(ActorContext<Command> context, Ways ways, Outbox outbox, FrameLimits limits) {
        super(context);
        this.ways = ways;
        this.outbox = outbox;
        this.limits = limits;
        this.check = new EnvelopeCheck(ways.passport().self(), Safeguards.ALL);
        this.decodesFor = ways.passport().cluster();
        this.decoder = new FrameDecoder(limits, decodesFor, check);
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Command.TakeFrame(var frame) -> take(frame);
        }
        return this;
    }

    private void take(Frame frame) {
        switch (decoderOfNow().decode(frame)) {
            case FrameDecoder.Decoded decoded -> {
                ways.figures().received(frame.length(), decoded.messages().size());
                handOver(decoded);
            }
            case FrameDecoder.Dropped dropped -> {
                ways.figures().dropped(dropped.reason());
                ways.greetings().dropped(dropped.header(), dropped.detail());
            }
        }
    }

    /// The node may have come into its cluster since the last frame.
    private FrameDecoder decoderOfNow() {
        ClusterId cluster = ways.passport().cluster();
        if (!cluster.equals(decodesFor)) {
            decodesFor = cluster;
            decoder = new FrameDecoder(limits, cluster, check);
        }
        return decoder;
    }

    private void handOver(FrameDecoder.Decoded decoded) {
        NodeId sender = decoded.header().sender().node();
        if (!decoded.header().isGreeting()) {
            ways.greetings().heard(sender);
        }
        for (FramedMessage framed : decoded.messages()) {
            if (MessageKind.of(framed.message()).audience() == Audience.ANYONE) {
                ways.greetings().greeted(decoded.header(), framed.message());
            } else if (framed.timing().remainingMillis() == 0) {
                ways.figures().expired();
            } else {
                deliver(sender, framed);
            }
        }
        outbox.flush();
    }

    private void deliver(NodeId sender, FramedMessage framed) {
        if (!ways.local().deliver(sender, framed.message(), framed.timing())) {
            Message refusal = Overload.refusalOf(framed.message());
            if (refusal != null) {
                outbox.send(sender, refusal);
            }
        }
    }
}
