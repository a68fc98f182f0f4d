package io.murmur.wire;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.ring.ClusterId;
import io.murmur.wire.message.Audience;
import io.murmur.wire.message.MessageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Judges and reads frames for one node in one cluster: the only way bytes of other nodes become messages (G9).
///
/// Order of the questions: format, checksum, cluster, target, then section by section. A frame is taken whole
/// or not at all. No bytes make it throw. Not thread-safe: one per reader of frames; a new one when the node
/// joins a cluster.
public final class FrameDecoder {

    /// What became of a frame.
    public sealed interface Result {}

    /// The frame is for this node.
    ///
    /// @param skipped sections of unknown kinds that need not be known
    public record Decoded(FrameHeader header, List<FramedMessage> messages, int skipped) implements Result {
        public Decoded {
            messages = List.copyOf(messages);
        }
    }

    /// The frame was not taken.
    ///
    /// @param header who sent it and to whom, if that much could be trusted
    /// @param detail a sentence for the log
    public record Dropped(DropReason reason, @Nullable FrameHeader header, String detail) implements Result {}

    private static final int PREAMBLE_BYTES = 6;

    private final FrameLimits limits;
    private final ClusterId cluster;
    private final EnvelopeCheck check;
    private final CRC32C checksum = new CRC32C();

    /// @param cluster this node's cluster, [ClusterId#NONE] if it has none: then only greetings are taken
    /// @param check knows this node's incarnation and boot
    public FrameDecoder(FrameLimits limits, ClusterId cluster, EnvelopeCheck check) {
        this.limits = limits;
        this.cluster = cluster;
        this.check = check;
    }

    public Result decode(Frame frame) {
        Dropped damage = damageOf(frame);
        if (damage != null) {
            return damage;
        }
        int content = frame.length() - FrameEncoder.CHECKSUM_BYTES;
        BytesReader in = new BytesReader(frame.bytes(), 0, content).skip(1);
        FrameHeader header = null;
        try {
            int flags = in.u8();
            if ((flags & ~FrameHeader.FLAGS_KNOWN) != 0) {
                return new Dropped(DropReason.NEWER_FORMAT, null, "a frame has flags " + flags + ", not known here");
            }
            int sections = in.i32();
            header = FrameHeader.readFrom(in, flags);
            Dropped misled = misledBy(header, sections);
            return misled != null ? misled : decodeSections(frame, in, header, sections);
        } catch (MalformedBytes malformed) {
            return new Dropped(DropReason.MALFORMED, header, String.valueOf(malformed.getMessage()));
        }
    }

    /// What can be said before anything is read. The format comes first: a newer one may put its checksum
    /// elsewhere.
    private @Nullable Dropped damageOf(Frame frame) {
        byte[] bytes = frame.bytes();
        int length = bytes.length;
        if (length == 0 || bytes[0] == 0) {
            return new Dropped(DropReason.MALFORMED, null, length + " bytes are not a frame");
        }
        int format = bytes[0] & 0xFF;
        if (format > FrameEncoder.FORMAT) {
            return new Dropped(DropReason.NEWER_FORMAT, null, "frames of format " + format + " are not known here");
        }
        if (length > limits.frameBytesMax()) {
            return overLimit(null, length + " bytes", limits.frameBytesMax());
        }
        if (length < PREAMBLE_BYTES + FrameEncoder.CHECKSUM_BYTES) {
            return new Dropped(DropReason.MALFORMED, null, "a frame ends after " + length + " bytes");
        }
        int content = length - FrameEncoder.CHECKSUM_BYTES;
        checksum.reset();
        checksum.update(bytes, 0, content);
        int expected = new BytesReader(bytes, content, FrameEncoder.CHECKSUM_BYTES).i32();
        return expected == (int) checksum.getValue()
                ? null
                : new Dropped(DropReason.BAD_CHECKSUM, null, "the checksum of a frame does not fit its bytes");
    }

    /// Whether the frame reached a node it was not meant for, or one that does not take so much.
    private @Nullable Dropped misledBy(FrameHeader header, int sections) {
        Peer target = header.target();
        if (target != null && !header.cluster().equals(cluster)) {
            return dropped(DropReason.FOREIGN_CLUSTER, header, "its cluster is " + header.cluster());
        }
        if (target != null && !check.accepts(target)) {
            return dropped(DropReason.WRONG_TARGET, header, "it is for " + target);
        }
        if (sections < 0 || sections > limits.messagesMax()) {
            return overLimit(header, Integer.toUnsignedLong(sections) + " messages", limits.messagesMax());
        }
        return null;
    }

    private Result decodeSections(Frame frame, BytesReader in, FrameHeader header, int sections) {
        List<FramedMessage> messages = new ArrayList<>(Math.min(sections, in.remaining() / Section.BYTES_MIN));
        int skipped = 0;
        for (int i = 0; i < sections; i++) {
            int length = in.i32();
            int from = in.position();
            in.skip(length);
            BytesReader section = new BytesReader(frame.bytes(), from, length);
            int tag = section.u8();
            int flags = section.u8();
            MessageKind kind = (flags & ~Section.FLAGS_KNOWN) == 0 ? MessageKind.ofTag(tag) : null;
            if (kind == null && (flags & Section.FLAG_REQUIRED) != 0) {
                return dropped(DropReason.UNKNOWN_REQUIRED, header, "a section has tag " + tag + ", flags " + flags);
            }
            if (kind == null) {
                skipped++;
            } else if (header.isGreeting() && kind.audience() != Audience.ANYONE) {
                return dropped(DropReason.NOT_A_GREETING, header, "it greets with " + kind);
            } else {
                messages.add(Section.read(kind, flags, section));
            }
        }
        in.expectEnd();
        return new Decoded(header, messages, skipped);
    }

    private static Dropped dropped(DropReason reason, FrameHeader header, String detail) {
        return new Dropped(reason, header, "a frame of " + header.sender() + " was dropped: " + detail);
    }

    private static Dropped overLimit(@Nullable FrameHeader header, String what, int allowed) {
        return new Dropped(DropReason.OVER_LIMIT, header, "a frame has " + what + ", at most " + allowed + " allowed");
    }
}
