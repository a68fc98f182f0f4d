package io.murmur.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameDecoder;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private static final ActorTestKit KIT = ActorTestKit.create("OutboxTest");
    private static final NodeId SELF = new NodeId(1);
    private static final NodeId OTHER = new NodeId(2);
    private static final Peer OTHER_PEER = new Peer(OTHER, 20, 200);

    private static final Formed FORMED = Formed.first(
            new ClusterId(3, 4),
            new ClusterTerms(List.of("a", "b"), List.of(), 2, 4, ""),
            List.of(new Formed.Member("a", SELF), new Formed.Member("b", OTHER)));

    private final List<Message> delivered = new ArrayList<>();
    private final List<Integer> waits = new ArrayList<>();
    private final List<FramedMessage> large = new ArrayList<>();
    private final FrameFigures figures = new FrameFigures();
    private final PeerBook peers = new PeerBook();
    private boolean full;
    private long nanos;

    private Outbox outbox(FrameLimits limits) {
        Passport passport = new Passport(new Peer(SELF, 10, 100), () -> new Now(nanos, 1_000));
        passport.belongTo(FORMED);
        Local local = (_, message, timing) -> {
            waits.add(timing.remainingMillis());
            if (full && message instanceof ReplicaRequest) {
                return false;
            }
            delivered.add(message);
            return true;
        };
        return new Outbox(new Outbox.Ways(passport, local, peers, (_, message) -> large.add(message), figures), limits);
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static ReplicaReply.Counted counted(long correlation) {
        return new ReplicaReply.Counted(correlation, 0);
    }

    @Test
    void deliversToItsOwnNodeAtOnce() {
        outbox(FrameLimits.DEFAULT).send(SELF, counted(1));
        assertEquals(List.of(counted(1)), delivered);
    }

    @Test
    void answersOverloadInPlaceOfAnActorThatHasTooMuchToDo() {
        full = true;
        outbox(FrameLimits.DEFAULT).send(SELF, new ReplicaRequest.Count(new Routing(7, 0, 1)));
        assertEquals(List.of(new ReplicaReply.Refused(7, Refusal.OVERLOADED)), delivered);
    }

    @Test
    void makesOneFrameOfAllThatWasSaidToANode() {
        TestProbe<Frame> probe = KIT.createTestProbe(Frame.class);
        peers.replace(Map.of(OTHER, new PeerBook.Entry(OTHER_PEER, probe.getRef())));
        Outbox outbox = outbox(FrameLimits.DEFAULT);
        outbox.send(OTHER, counted(1));
        outbox.send(OTHER, counted(2));
        outbox.flush();
        outbox.flush();
        FrameDecoder decoder =
                new FrameDecoder(FrameLimits.DEFAULT, FORMED.cluster(), new EnvelopeCheck(OTHER_PEER, Safeguards.ALL));
        var frame = assertInstanceOf(FrameDecoder.Decoded.class, decoder.decode(probe.receiveMessage()));
        probe.expectNoMessage();
        assertEquals(List.of(counted(1), counted(2)), messagesOf(frame));
        assertEquals(OTHER_PEER, frame.header().target());
        assertEquals(1, figures.framesOut());
        assertEquals(2, figures.messagesOut());
    }

    @Test
    void saysHowLongAQuestionWasHereWhenItsAnswerLeaves() {
        TestProbe<Frame> probe = KIT.createTestProbe(Frame.class);
        peers.replace(Map.of(OTHER, new PeerBook.Entry(OTHER_PEER, probe.getRef())));
        Outbox outbox = outbox(FrameLimits.DEFAULT);
        nanos = 9_000_000;
        outbox.answer(OTHER, counted(1), new Outbox.Asked(1_000_000, 3_000_000));
        nanos = 11_000_000;
        outbox.flush();
        FrameDecoder decoder =
                new FrameDecoder(FrameLimits.DEFAULT, FORMED.cluster(), new EnvelopeCheck(OTHER_PEER, Safeguards.ALL));
        var frame = assertInstanceOf(FrameDecoder.Decoded.class, decoder.decode(probe.receiveMessage()));
        assertEquals(
                new Timing(3_000, 7_000, Timing.UNLIMITED),
                frame.messages().getFirst().timing());
    }

    @Test
    void saysHowLongSomebodyWaits() {
        TestProbe<Frame> probe = KIT.createTestProbe(Frame.class);
        peers.replace(Map.of(OTHER, new PeerBook.Entry(OTHER_PEER, probe.getRef())));
        Outbox outbox = outbox(FrameLimits.DEFAULT);
        var count = new ReplicaRequest.Count(new Routing(7, 0, 1));
        outbox.send(SELF, count, 30);
        outbox.send(OTHER, count, 40);
        outbox.send(OTHER, counted(1));
        outbox.flush();
        FrameDecoder decoder =
                new FrameDecoder(FrameLimits.DEFAULT, FORMED.cluster(), new EnvelopeCheck(OTHER_PEER, Safeguards.ALL));
        var frame = assertInstanceOf(FrameDecoder.Decoded.class, decoder.decode(probe.receiveMessage()));
        assertEquals(List.of(30), waits);
        assertEquals(
                List.of(new FramedMessage(count, new Timing(0, 0, 40)), new FramedMessage(counted(1), Timing.NONE)),
                frame.messages());
    }

    private static List<Message> messagesOf(FrameDecoder.Decoded frame) {
        return frame.messages().stream().map(FramedMessage::message).toList();
    }

    @Test
    void handsOverWhatFitsIntoNoFrame() {
        TestProbe<Frame> probe = KIT.createTestProbe(Frame.class);
        peers.replace(Map.of(OTHER, new PeerBook.Entry(OTHER_PEER, probe.getRef())));
        Outbox outbox = outbox(new FrameLimits(1024, 10));
        var huge = new ReplicaReply.PageListed(1, List.of(Key.ofOwned(new byte[2_000])), 0, true);
        outbox.send(OTHER, huge);
        outbox.send(OTHER, counted(2));
        outbox.flush();
        probe.receiveMessage();
        probe.expectNoMessage();
        assertEquals(List.of(huge), large.stream().map(FramedMessage::message).toList());
    }

    @Test
    void countsWhatIsForANodeNobodyHasHeardOf() {
        Outbox outbox = outbox(FrameLimits.DEFAULT);
        outbox.send(OTHER, counted(1));
        outbox.flush();
        assertEquals(1, figures.unaddressed());
        assertEquals(0, figures.framesOut());
    }
}
