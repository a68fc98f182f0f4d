package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.machine.Message;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.wire.message.MessageKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written is read, for every message there is.
class FrameRoundTripTest {

    @Test
    void readsEveryMessageItWrites() {
        for (long seed = 0; seed < 5_000; seed++) {
            Message message = new RandomMessages(seed).next();
            FrameDecoder.Decoded decoded = Frames.decode(Frames.encode(message));
            assertEquals(List.of(new FramedMessage(message, Timing.NONE)), decoded.messages(), "seed " + seed);
        }
    }

    @Test
    void readsBatchesWithHeaderAndTimes() {
        FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);
        FrameDecoder decoder = Frames.decoder();
        for (long seed = 0; seed < 500; seed++) {
            List<FramedMessage> batch = new RandomMessages(seed).batch(40);
            List<Frame> frames = encoder.encode(Frames.HEADER, batch).frames();
            assertEquals(1, frames.size());
            assertEquals(
                    new FrameDecoder.Decoded(Frames.HEADER, batch, 0),
                    decoder.decode(frames.getFirst()),
                    "seed " + seed);
        }
    }

    @Test
    void writesEqualMessagesAsEqualBytes() {
        for (long seed = 0; seed < 500; seed++) {
            Frame frame = Frames.encode(new RandomMessages(seed).batch(10)).getFirst();
            assertEquals(frame, Frames.encode(Frames.decode(frame).messages()).getFirst(), "seed " + seed);
        }
    }

    @Test
    void everyMessageHasAKindAndIsTried() {
        Set<Class<?>> tried = new HashSet<>();
        for (long seed = 0; seed < 20_000; seed++) {
            Message message = new RandomMessages(seed).next();
            tried.add(message.getClass());
            assertNotNull(MessageKind.of(message));
            switch (message) {
                case PeerMessage.Forward forward ->
                    tried.add(forward.operation().getClass());
                case PeerMessage.Forwarded forwarded ->
                    tried.add(forwarded.outcome().getClass());
                case FormationMessage.Answer answer ->
                    tried.add(answer.standing().getClass());
                case SyncRequest.DescribeHoldings describe ->
                    tried.add(describe.scope().getClass());
                default -> {}
            }
        }
        Set<Class<?>> all = new HashSet<>();
        List<Class<?>> roots = List.of(
                ReplicaRequest.class,
                ReplicaReply.class,
                PeerMessage.class,
                ChunkMessage.class,
                SyncMessage.class,
                GossipMessage.class,
                Scope.class,
                ClientOperation.class,
                Outcome.class,
                FormationMessage.class,
                Standing.class,
                Hello.class);
        roots.forEach(root -> addLeaves(root, all));
        // A node says these to itself only.
        all.removeAll(List.of(
                ReplicaRequest.Weed.class,
                ReplicaRequest.Restore.class,
                ReplicaRequest.Release.class,
                SyncRequest.ListDead.class,
                SyncReply.DeadListed.class));
        assertTrue(all.size() >= 40, "found only " + all);
        assertEquals(all, tried);
    }

    private static void addLeaves(Class<?> type, Set<Class<?>> leaves) {
        Class<?>[] below = type.getPermittedSubclasses();
        if (below == null) {
            leaves.add(type);
            return;
        }
        for (Class<?> child : below) {
            addLeaves(child, leaves);
        }
    }

    @Test
    void everyKindIsFoundByItsTag() {
        for (MessageKind kind : MessageKind.values()) {
            assertEquals(kind, MessageKind.ofTag(kind.tag()));
        }
    }
}
