package io.murmur.wire;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.transfer.Assembled;
import io.murmur.core.transfer.ChunkReceiver;
import io.murmur.core.transfer.ChunkSender;
import io.murmur.core.transfer.ReceiverFigures;
import io.murmur.core.transfer.ReceiverInput;
import io.murmur.core.transfer.SendOutcome;
import io.murmur.core.transfer.SenderFigures;
import io.murmur.core.transfer.SenderInput;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.wire.message.MessageKind;

/// Carries messages that fit into no frame ([EncodedBatch#oversized]), as pieces that do.
///
/// What it sends are [ChunkMessage]s, ordinary messages for frames; results are answered under the correlation of the
/// large message. A large message travels as the section it would have been in a frame, its remaining time shortened by
/// what the transfer took. A message offered again while it is on its way, because whoever sent it has no answer yet,
/// is not sent twice. Holds a bounded number of bytes. Not thread-safe: one per node.
public final class LargeMessages {

    /// What stands around a piece in a frame: header, section, transfer, index, length, checksum.
    private static final int AROUND_PIECE_BYTES = 256;

    private static final int SCRATCH_BYTES = 16 * 1024;
    private static final int SCRATCH_BYTES_KEPT = 2 << 20;

    private final ChunkSender sender;
    private final ChunkReceiver receiver;

    private final LookupTable<Underway, Long> tickets = new LookupTable<>();
    private final LookupTable<Long, Underway> underway = new LookupTable<>();

    private BytesWriter scratch = new BytesWriter(SCRATCH_BYTES);
    private long lastTicket;
    private long repeatedOffers;

    /// A message on its way. Bodies of one kind to one process, with the same correlation, length and checksum, are one
    /// message.
    private record Underway(Peer to, MessageKind kind, long correlation, int bytes, int checksum) {

        private static Underway of(Peer to, ByteSlice section) {
            Section.Head head = Section.headOf(section);
            ByteSlice body = section.slice(head.bodyAt(), section.length() - head.bodyAt());
            return new Underway(to, head.kind(), head.correlation(), body.length(), body.crc32c());
        }
    }

    /// @param boot random per start of this process, the one its peers know it by
    public LargeMessages(FrameLimits frames, TransferLimits limits, long boot) {
        int pieceBytesMax = frames.frameBytesMax() - AROUND_PIECE_BYTES;
        if (limits.pieceBytes() > pieceBytesMax) {
            throw new IllegalArgumentException("murmur.transfer.piece-bytes is " + limits.pieceBytes()
                    + "; it must be at most " + pieceBytesMax + " to fit into a frame");
        }
        this.sender = new ChunkSender(limits, boot);
        this.receiver = new ChunkReceiver(limits, boot);
    }

    /// Begins to send `message` to `to`, in the incarnation and boot it would be framed for.
    public void offer(Peer to, FramedMessage message, Now now, Outputs<LargeResult> out) {
        MessageKind kind = MessageKind.of(message.message());
        Section.write(message, kind, scratch.reset());
        ByteSlice section = ByteSlice.ofOwned(scratch.toByteArray());
        if (scratch.buffer().length > SCRATCH_BYTES_KEPT) {
            scratch = new BytesWriter(SCRATCH_BYTES);
        }
        Underway begun = Underway.of(to, section);
        if (tickets.contains(begun)) {
            repeatedOffers++;
            return;
        }
        long ticket = ++lastTicket;
        tickets.put(begun, ticket);
        underway.put(ticket, begun);
        int remainingMillis = message.timing().remainingMillis();
        var submitted = new SenderInput.Submitted(ticket, to.node(), to.boot(), section, remainingMillis);
        sender.on(submitted, now, outcomesTo(out));
    }

    /// Takes in what another node says about a large message, its own or one of this node.
    public void on(NodeId from, ChunkMessage message, Now now, Outputs<LargeResult> out) {
        switch (message) {
            case ChunkMessage.Stopped stopped
            when stopped.reason() == StopReason.WITHDRAWN ->
                receiver.on(new ReceiverInput.Heard(from, stopped), now, arrivalsTo(out));
            case ChunkMessage.ToSender toSender ->
                sender.on(new SenderInput.Heard(from, toSender), now, outcomesTo(out));
            case ChunkMessage.ToReceiver toReceiver ->
                receiver.on(new ReceiverInput.Heard(from, toReceiver), now, arrivalsTo(out));
        }
    }

    /// Lets time pass: to be called several times per [TransferLimits.Patience#resendMillis].
    public void tick(Now now, Outputs<LargeResult> out) {
        sender.on(new SenderInput.Ticked(), now, outcomesTo(out));
        receiver.on(new ReceiverInput.Ticked(), now, arrivalsTo(out));
    }

    public SenderFigures outgoing() {
        return sender.figures();
    }

    /// Messages offered again while they were on their way.
    public long repeatedOffers() {
        return repeatedOffers;
    }

    public ReceiverFigures incoming() {
        return receiver.figures();
    }

    private Outputs<SendOutcome> outcomesTo(Outputs<LargeResult> out) {
        return new Relay<>(out, (ticket, outcome) -> {
            Underway ended = underway.remove(ticket);
            Invariant.check(ended != null, "a message that was never offered has ended");
            if (ended != null) {
                tickets.remove(ended);
                tell(ended, outcome, out);
            }
        });
    }

    private static void tell(Underway ended, SendOutcome outcome, Outputs<LargeResult> out) {
        switch (outcome) {
            case SendOutcome.Delivered _ -> {
                // What comes of the message is for the receiver to say, as with every other message.
            }
            case SendOutcome.GivenUp(var to, _, var reason, var surelyNotDelivered) -> {
                long correlation = ended.correlation();
                out.answer(
                        correlation, new LargeResult.Unsent(to, ended.kind(), correlation, reason, surelyNotDelivered));
            }
        }
    }

    private static Outputs<Assembled> arrivalsTo(Outputs<LargeResult> out) {
        return new Relay<>(out, (number, assembled) -> {
            LargeResult result = resultOf(assembled);
            boolean isRead = result instanceof LargeResult.Arrived;
            out.answer(isRead ? Section.headOf(assembled.message()).correlation() : number, result);
        });
    }

    static LargeResult resultOf(Assembled assembled) {
        NodeId from = assembled.from();
        BytesReader in = assembled.message().reader();
        try {
            int length = in.i32();
            if (length != in.remaining()) {
                return unreadable(from, "it has " + in.remaining() + " bytes and claims " + length);
            }
            int tag = in.u8();
            int flags = in.u8();
            MessageKind kind = (flags & ~Section.FLAGS_KNOWN) == 0 ? MessageKind.ofTag(tag) : null;
            if (kind == null) {
                return unreadable(from, "it has tag " + tag + ", flags " + flags);
            }
            FramedMessage message = Section.read(kind, flags, in);
            if (message.message() instanceof ChunkMessage) {
                return unreadable(from, "it is a piece itself");
            }
            return new LargeResult.Arrived(from, at(message, assembled.remainingMillis()));
        } catch (MalformedBytes malformed) {
            return unreadable(from, String.valueOf(malformed.getMessage()));
        }
    }

    private static FramedMessage at(FramedMessage message, int remainingMillis) {
        Timing timing = message.timing();
        return timing.isLimited()
                ? new FramedMessage(
                        message.message(), new Timing(timing.queueMicros(), timing.serviceMicros(), remainingMillis))
                : message;
    }

    private static LargeResult unreadable(NodeId from, String what) {
        return new LargeResult.Unreadable(from, "a large message of " + from + " was dropped: " + what);
    }
}
