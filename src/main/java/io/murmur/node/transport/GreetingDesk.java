package io.murmur.node.transport;

import io.murmur.actor.membership.FormationActor;
import io.murmur.actor.membership.MembershipActor;
import io.murmur.actor.transport.Greetings;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.version.HybridTime;
import io.murmur.wire.FrameHeader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on what membership must hear: greetings to the actor they are for, and, now and then, from whom frames come.
///
/// Thread-safe, though frames come from one actor.
public final class GreetingDesk implements Greetings {

    private static final Logger LOG = LoggerFactory.getLogger(GreetingDesk.class);
    private static final long HEARD_NANOS = 100_000_000;
    private static final long LOG_NANOS = 10_000_000_000L;

    private final ActorRef<FormationActor.Command> formation;
    private final Map<NodeId, Long> toldNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> loggedNanos = new TreeMap<>();
    private volatile @Nullable ActorRef<MembershipActor.Command> membership;

    public GreetingDesk(ActorRef<FormationActor.Command> formation) {
        this.formation = formation;
    }

    public void open(ActorRef<MembershipActor.Command> actor) {
        membership = actor;
    }

    @Override
    public void greeted(FrameHeader header, Message message) {
        ActorRef<MembershipActor.Command> members = membership;
        switch (message) {
            case FormationMessage.Question question ->
                formation.tell(new FormationActor.Command.HearQuestion(question));
            case FormationMessage.Answer answer -> formation.tell(new FormationActor.Command.HearAnswer(answer));
            case Hello hello
            when members != null ->
                members.tell(new MembershipActor.Command.HearHello(hello, HybridTime.millisOf(header.hybridTime())));
            default -> LOG.debug("Nobody listens to {} yet", message);
        }
    }

    /// Frames come by the thousand; membership wants to know that they come.
    @Override
    public void heard(NodeId sender) {
        long now = System.nanoTime();
        Long told = toldNanos.get(sender);
        ActorRef<MembershipActor.Command> members = membership;
        if (members != null && (told == null || now - told > HEARD_NANOS)) {
            toldNanos.put(sender, now);
            members.tell(new MembershipActor.Command.HearFrames(List.of(sender)));
        }
    }

    @Override
    public void dropped(@Nullable FrameHeader header, String detail) {
        String whose = header == null ? "" : header.sender().node().toString();
        if (mayLog(whose)) {
            LOG.info("Dropped: {} (others of the same sender are counted only, see murmur_frames_dropped)", detail);
        }
    }

    private synchronized boolean mayLog(String whose) {
        long now = System.nanoTime();
        Long last = loggedNanos.get(whose);
        if (last != null && now - last < LOG_NANOS) {
            return false;
        }
        // Foreign bytes may name any sender: what is remembered of them must not grow.
        if (loggedNanos.size() > 1_000) {
            loggedNanos.clear();
        }
        loggedNanos.put(whose, now);
        return true;
    }
}
