package io.murmur.wire;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.wire.message.MessageKind;

/// One message as a part of a frame: length, tag, flags, times, body.
///
/// Tag and flags keep their places for ever, so that a section of an unknown kind can be judged and skipped.
final class Section {

    /// Who does not know the section must not take the frame.
    static final int FLAG_REQUIRED = 1;
    /// A remaining time follows the other times.
    static final int FLAG_LIMITED = 2;
    static final int FLAGS_KNOWN = FLAG_REQUIRED | FLAG_LIMITED;

    /// Length, tag and flags.
    static final int BYTES_MIN = Integer.BYTES + 2;

    private Section() {}

    static void write(FramedMessage framed, MessageKind kind, BytesWriter out) {
        Timing timing = framed.timing();
        int start = out.size();
        out.i32(0).u8(kind.tag()).u8(FLAG_REQUIRED | (timing.isLimited() ? FLAG_LIMITED : 0));
        out.varint(timing.queueMicros()).varint(timing.serviceMicros());
        if (timing.isLimited()) {
            out.varint(timing.remainingMillis());
        }
        kind.write(framed.message(), out);
        out.i32At(start, out.size() - start - Integer.BYTES);
    }

    /// What a section is about, without its body.
    ///
    /// @param correlation the first field of every body
    /// @param bodyAt where the body begins
    record Head(MessageKind kind, long correlation, int bodyAt) {}

    /// The head of a section that [#write] wrote on this node.
    static Head headOf(ByteSlice section) {
        BytesReader in = section.reader().skip(Integer.BYTES);
        MessageKind kind = MessageKind.ofTag(in.u8());
        int flags = in.u8();
        in.varint();
        in.varint();
        if ((flags & FLAG_LIMITED) != 0) {
            in.varint();
        }
        if (kind == null) {
            throw new InvariantViolation("a section was written of a kind that is not known");
        }
        int bodyAt = in.position() - section.reader().position();
        return new Head(kind, in.i64(), bodyAt);
    }

    /// Reads times and body, to the end of `in`.
    static FramedMessage read(MessageKind kind, int flags, BytesReader in) {
        int queueMicros = in.count(Integer.MAX_VALUE);
        int serviceMicros = in.count(Integer.MAX_VALUE);
        int remainingMillis = (flags & FLAG_LIMITED) == 0 ? Timing.UNLIMITED : in.count(Integer.MAX_VALUE);
        Message message = kind.read(in);
        in.expectEnd();
        return new FramedMessage(message, new Timing(queueMicros, serviceMicros, remainingMillis));
    }
}
