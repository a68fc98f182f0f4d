package io.murmur.core.transfer.message;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.Message;

/// What sender and receiver of a large message say to each other. Any of it may be lost, repeated, overtaken, or days
/// late.
public sealed interface ChunkMessage extends Message {

    TransferId transfer();

    /// What a receiver is told.
    sealed interface ToReceiver extends ChunkMessage {}

    /// What a sender is told.
    sealed interface ToSender extends ChunkMessage {}

    /// There is a message. Nothing of it is sent before it is granted; said again while nothing is heard.
    ///
    /// @param targetBoot the start of the receiver's process it is meant for
    /// @param bytes length of the message, from 1
    /// @param pieceBytes length of each piece but the last, at least [#PIECE_BYTES_MIN]
    /// @param checksum CRC32C of the message
    /// @param remainingMillis how long somebody still waits for what becomes of the message, [#UNLIMITED] if
    ///     nobody does
    record Offered(TransferId transfer, long targetBoot, int bytes, int pieceBytes, int checksum, int remainingMillis)
            implements ToReceiver {

        /// Smaller pieces would cost more than they carry.
        public static final int PIECE_BYTES_MIN = 1024;

        /// Nobody waits.
        public static final int UNLIMITED = -1;

        /// Number of pieces.
        public int pieces() {
            return (bytes - 1) / pieceBytes + 1;
        }

        /// Length of the piece `index`.
        public int lengthOf(int index) {
            return index == pieces() - 1 ? bytes - index * pieceBytes : pieceBytes;
        }

        /// Whether `that` offers the same message: only the time that remains may differ.
        public boolean isSameAs(Offered that) {
            return bytes == that.bytes && pieceBytes == that.pieceBytes && checksum == that.checksum;
        }
    }

    /// What is there, and what may be sent. All it says only grows, so an overtaken one does no harm.
    ///
    /// @param received pieces that are there without a gap, from the first; all of them: the message was taken
    /// @param beyond pieces behind the gap: bit i stands for piece `received` + 1 + i
    /// @param upToPiece the first piece that may not be sent yet; 0: there is no room now, ask again
    record Granted(TransferId transfer, int received, long beyond, int upToPiece) implements ToSender {}

    /// One piece.
    record Sent(TransferId transfer, int index, ByteSlice piece) implements ToReceiver {}

    /// Nothing more will come of the transfer on this side. Never answered.
    record Stopped(TransferId transfer, StopReason reason) implements ToReceiver, ToSender {}
}
