package io.murmur.node.transport;

import io.murmur.actor.FrameFigures;
import io.murmur.actor.Passport;
import io.murmur.actor.membership.Greeter;
import io.murmur.actor.transport.FrameActor;
import io.murmur.core.machine.Message;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameEncoder;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.Timing;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;

/// Sends greetings: frames without a target, to whoever listens at an address. Thread-safe.
public final class FrameGreeter implements Greeter {

    private final Passport passport;
    private final FrameLimits limits;
    private final FrameFigures figures;
    private final ActorRefResolver resolver;
    private final String system;

    public FrameGreeter(ActorSystem<?> system, Passport passport, FrameLimits limits, FrameFigures figures) {
        this.passport = passport;
        this.limits = limits;
        this.figures = figures;
        this.resolver = ActorRefResolver.get(system);
        this.system = system.name();
    }

    @Override
    public void greet(String hostAndPort, Message message) {
        List<FramedMessage> one = List.of(new FramedMessage(message, Timing.NONE));
        // Greetings are rare, and come from several threads: each has an encoder of its own.
        for (Frame frame :
                new FrameEncoder(limits).encode(passport.header(null), one).frames()) {
            mailboxAt(hostAndPort).tell(frame);
            figures.sent(frame.length());
        }
        figures.sentMessages(one.size());
    }

    /// The well-known actor of the node at an address, by path: whichever process is there when a frame arrives.
    public ActorRef<Frame> mailboxAt(String hostAndPort) {
        return resolver.resolveActorRef("pekko://" + system + "@" + hostAndPort + FrameActor.PATH);
    }
}
