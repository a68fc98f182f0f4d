package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.ChunkMessage.Stopped;
import io.murmur.core.transfer.message.TransferId;

/// Bodies of what is said about a message that travels in pieces. Each begins with the transfer, whose number is the
/// correlation.
final class ChunkBodies {

    private ChunkBodies() {}

    static void writeOffered(Offered offered, BytesWriter out) {
        writeTransfer(offered.transfer(), out);
        out.i64(offered.targetBoot()).varint(offered.bytes()).varint(offered.pieceBytes());
        out.i32(offered.checksum()).varint(offered.remainingMillis() + 1L);
    }

    static Offered readOffered(BytesReader in) {
        TransferId transfer = readTransfer(in);
        long targetBoot = in.i64();
        int bytes = Fields.readAmount(in);
        int pieceBytes = Fields.readAmount(in);
        if (bytes == 0 || pieceBytes < Offered.PIECE_BYTES_MIN) {
            throw new MalformedBytes(bytes + " bytes are offered in pieces of " + pieceBytes);
        }
        return new Offered(transfer, targetBoot, bytes, pieceBytes, in.i32(), readRemaining(in));
    }

    private static int readRemaining(BytesReader in) {
        long next = in.varint();
        if (next < 0 || next > Integer.MAX_VALUE + 1L) {
            throw new MalformedBytes("a remaining time is written as " + Long.toUnsignedString(next));
        }
        return (int) (next - 1);
    }

    static void writeGranted(Granted granted, BytesWriter out) {
        writeTransfer(granted.transfer(), out);
        out.varint(granted.received()).i64(granted.beyond()).varint(granted.upToPiece());
    }

    static Granted readGranted(BytesReader in) {
        return new Granted(readTransfer(in), Fields.readAmount(in), in.i64(), Fields.readAmount(in));
    }

    static void writeSent(Sent sent, BytesWriter out) {
        writeTransfer(sent.transfer(), out);
        out.varint(sent.index()).varint(sent.piece().length());
        sent.piece().writeTo(out);
    }

    /// The piece is a part of the frame, not a copy of it.
    static Sent readSent(BytesReader in) {
        return new Sent(readTransfer(in), Fields.readAmount(in), in.slice(in.count(in.remaining())));
    }

    static void writeStopped(Stopped stopped, BytesWriter out) {
        writeTransfer(stopped.transfer(), out);
        Codes.STOP_REASON.write(stopped.reason(), out);
    }

    static Stopped readStopped(BytesReader in) {
        return new Stopped(readTransfer(in), Codes.STOP_REASON.read(in));
    }

    private static void writeTransfer(TransferId transfer, BytesWriter out) {
        out.i64(transfer.number()).i64(transfer.boot());
    }

    private static TransferId readTransfer(BytesReader in) {
        return new TransferId(in.i64(), in.i64());
    }
}
