package io.murmur.core.entropy;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.ring.ClusterId;
import io.murmur.wire.FrameEncoder;
import io.murmur.wire.FrameHeader;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.Timing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Two nodes that talk without faults, except those a test asks for, a millisecond apart; counts what they say.
final class Dialogue {

    /// What one announcement costs at most, frame and all.
    static final int ANNOUNCEMENT_BYTES = 124;

    private static final long MILLI = 1_000_000;

    private record Said(NodeId from, NodeId to, Message message) {}

    private final ModelNode one;
    private final ModelNode two;
    private final Deque<Said> said = new ArrayDeque<>();
    private final FrameEncoder encoder = new FrameEncoder(new FrameLimits(64 << 20, 16));
    private Predicate<Message> loses = _ -> false;
    private long millis;
    private long frames;
    private long bytes;
    private long objectBytes;
    private long objects;
    private long announcements;
    private long announcementBytes;

    Dialogue(ModelNode one, ModelNode two) {
        this.one = one;
        this.two = two;
    }

    void loses(Predicate<Message> lost) {
        loses = lost;
    }

    /// Lets time pass until `done`, at most so long.
    ///
    /// @return whether it came to that
    boolean runUntil(BooleanSupplier done, long millisMax) {
        long limit = millis + millisMax;
        while (!done.getAsBoolean() && millis < limit) {
            millis++;
            for (int waiting = said.size(); waiting > 0; waiting--) {
                hear(said.removeFirst());
            }
            if (millis % 50 == 0) {
                say(one, one.tick(now()));
                say(two, two.tick(now()));
            }
        }
        return done.getAsBoolean();
    }

    private Now now() {
        return new Now(millis * MILLI, millis);
    }

    private void hear(Said heard) {
        ModelNode node = heard.to().equals(one.id()) ? one : two;
        say(node, node.on(heard.from(), heard.message(), now()));
    }

    private void say(ModelNode node, List<Output<ExchangeNotice>> outputs) {
        for (Output<ExchangeNotice> output : outputs) {
            if (output instanceof Output.Send<ExchangeNotice>(var to, var message, _)) {
                if (!to.equals(node.id())) {
                    count(node.id(), to, message);
                }
                if (to.equals(node.id()) || !loses.test(message)) {
                    said.add(new Said(node.id(), to, message));
                }
            }
        }
    }

    private void count(NodeId from, NodeId to, Message message) {
        FrameHeader header = new FrameHeader(new ClusterId(1, 2), new Peer(from, 1, 1), new Peer(to, 1, 1), 1, 1);
        var batch = encoder.encode(header, List.of(new FramedMessage(message, new Timing(0, 0, -1))));
        frames++;
        if (message instanceof SyncMessage.Announced) {
            announcements++;
            announcementBytes += batch.frames().getFirst().length();
        }
        bytes += batch.frames().getFirst().length();
        List<KeyedObject> carried = switch (message) {
            case SyncReply.MissingSent sent -> sent.objects();
            case SyncReply.ObjectsSent sent -> sent.objects();
            default -> List.of();
        };
        for (KeyedObject object : carried) {
            objects++;
            objectBytes += object.object().encoded().length;
        }
    }

    /// Frames between the nodes so far.
    long frames() {
        return frames;
    }

    /// Bytes between the nodes so far, without the objects themselves.
    long bytesBelowObjects() {
        return bytes - objectBytes;
    }

    long announcementBytes() {
        return announcementBytes;
    }

    long announcements() {
        return announcements;
    }

    long objects() {
        return objects;
    }

    void forgetCounts() {
        frames = 0;
        bytes = 0;
        objectBytes = 0;
        objects = 0;
        announcements = 0;
        announcementBytes = 0;
    }
}
