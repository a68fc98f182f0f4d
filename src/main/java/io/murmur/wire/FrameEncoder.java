package io.murmur.wire;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Invariant;
import io.murmur.wire.message.Audience;
import io.murmur.wire.message.MessageKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// Turns what one drained mailbox has for one node into as few frames as the limits allow, without waiting for
/// more (design decision 17).
///
/// Reuses its buffer: one array per frame is all that is allocated for bytes. Not thread-safe.
public final class FrameEncoder {

    static final int FORMAT = 1;
    static final int CHECKSUM_BYTES = Integer.BYTES;

    private static final int SECTIONS_AT = 2;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final FrameLimits limits;
    private final CRC32C checksum = new CRC32C();

    private BytesWriter out = new BytesWriter(BUFFER_BYTES);
    private int sections;
    private int end;

    public FrameEncoder(FrameLimits limits) {
        this.limits = limits;
    }

    /// Encodes `messages`, in their order, for the node that `header` names. No messages, no frames.
    public EncodedBatch encode(FrameHeader header, List<FramedMessage> messages) {
        List<Frame> frames = new ArrayList<>(1);
        List<FramedMessage> oversized = new ArrayList<>(0);
        begin(header);
        for (FramedMessage message : messages) {
            MessageKind kind = kindOf(message, header);
            if (append(message, kind)) {
                continue;
            }
            sealInto(frames);
            begin(header);
            if (!append(message, kind)) {
                oversized.add(message);
                begin(header);
            }
        }
        sealInto(frames);
        giveBackBuffer();
        return new EncodedBatch(frames, oversized);
    }

    private static MessageKind kindOf(FramedMessage message, FrameHeader header) {
        MessageKind kind = MessageKind.of(message.message());
        Invariant.check(
                kind.audience() == Audience.ANYONE || !header.isGreeting(), () -> "a greeting carries no " + kind);
        return kind;
    }

    private void begin(FrameHeader header) {
        out.reset().u8(FORMAT).u8(header.flags()).i32(0);
        header.writeTo(out);
        sections = 0;
        end = out.size();
    }

    /// Whether the frame still had room. If not, only what stands before `end` may be sealed.
    private boolean append(FramedMessage message, MessageKind kind) {
        if (sections == limits.messagesMax()) {
            return false;
        }
        Section.write(message, kind, out);
        if (out.size() + CHECKSUM_BYTES > limits.frameBytesMax()) {
            return false;
        }
        sections++;
        end = out.size();
        return true;
    }

    private void sealInto(List<Frame> frames) {
        if (sections == 0) {
            return;
        }
        out.i32At(SECTIONS_AT, sections);
        byte[] bytes = Arrays.copyOf(out.buffer(), end + CHECKSUM_BYTES);
        checksum.reset();
        checksum.update(bytes, 0, end);
        ByteBuffer.wrap(bytes).putInt(end, (int) checksum.getValue());
        frames.add(Frame.ofOwned(bytes));
    }

    /// One huge message must not keep its memory for ever.
    private void giveBackBuffer() {
        if (out.buffer().length > 2 * (long) limits.frameBytesMax()) {
            out = new BytesWriter(BUFFER_BYTES);
        }
    }
}
