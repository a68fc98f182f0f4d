package io.murmur.actor;

import io.murmur.wire.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What came and went between this node and the others since it started. Thread-safe; each number only rises.
public final class FrameFigures {

    private final LongAdder framesOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder framesIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder unaddressed = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

    public FrameFigures() {
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /// A frame that was handed to the transport.
    public void sent(int bytes) {
        framesOut.increment();
        bytesOut.add(bytes);
    }

    public void sentMessages(int messages) {
        messagesOut.add(messages);
    }

    /// A frame that was taken.
    public void received(int bytes, int messages) {
        framesIn.increment();
        bytesIn.add(bytes);
        messagesIn.add(messages);
    }

    /// A frame that was not taken.
    public void dropped(DropReason reason) {
        dropped.getOrDefault(reason, unaddressed).increment();
    }

    /// Messages for a node that has not introduced itself to this process.
    void unaddressed(int messages) {
        unaddressed.add(messages);
    }

    /// A request whose asker had stopped waiting.
    public void expired() {
        expired.increment();
    }

    public long framesOut() {
        return framesOut.sum();
    }

    public long bytesOut() {
        return bytesOut.sum();
    }

    public long messagesOut() {
        return messagesOut.sum();
    }

    public long framesIn() {
        return framesIn.sum();
    }

    public long bytesIn() {
        return bytesIn.sum();
    }

    public long messagesIn() {
        return messagesIn.sum();
    }

    public long unaddressed() {
        return unaddressed.sum();
    }

    public long expiredCount() {
        return expired.sum();
    }

    public long droppedFor(DropReason reason) {
        return dropped.getOrDefault(reason, unaddressed).sum();
    }
}
