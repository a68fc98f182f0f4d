package io.murmur.core.transfer;

import io.murmur.core.transfer.TransferLimits.Credit;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;

/// Small limits for tests, changed one at a time.
record Limits(TransferLimits now) {

    /// Pieces of 1 KiB, messages of 20 KiB.
    static final Limits SMALL = new Limits(new TransferLimits(
            1024,
            20_000,
            new Credit(4, 8),
            new Room(100_000, 60_000, 20, 10),
            new Room(60_000, 40_000, 8, 4),
            10,
            50,
            new Patience(100, 3, 20_000, 2_000)));

    Limits messageBytesMax(int bytes) {
        return new Limits(new TransferLimits(
                now.pieceBytes(),
                bytes,
                now.credit(),
                now.outgoing(),
                now.incoming(),
                now.waitingPerPeerMax(),
                now.endedMax(),
                now.patience()));
    }

    Limits credit(int windowPieces, int inFlightPiecesMax) {
        return new Limits(new TransferLimits(
                now.pieceBytes(),
                now.messageBytesMax(),
                new Credit(windowPieces, inFlightPiecesMax),
                now.outgoing(),
                now.incoming(),
                now.waitingPerPeerMax(),
                now.endedMax(),
                now.patience()));
    }

    Limits outgoing(Room room) {
        return new Limits(new TransferLimits(
                now.pieceBytes(),
                now.messageBytesMax(),
                now.credit(),
                room,
                now.incoming(),
                now.waitingPerPeerMax(),
                now.endedMax(),
                now.patience()));
    }

    Limits incoming(Room room) {
        return new Limits(new TransferLimits(
                now.pieceBytes(),
                now.messageBytesMax(),
                now.credit(),
                now.outgoing(),
                room,
                now.waitingPerPeerMax(),
                now.endedMax(),
                now.patience()));
    }

    Limits remembering(int waitingPerPeerMax, int endedMax) {
        return new Limits(new TransferLimits(
                now.pieceBytes(),
                now.messageBytesMax(),
                now.credit(),
                now.outgoing(),
                now.incoming(),
                waitingPerPeerMax,
                endedMax,
                now.patience()));
    }

    Limits patience(Patience patience) {
        return new Limits(new TransferLimits(
                now.pieceBytes(),
                now.messageBytesMax(),
                now.credit(),
                now.outgoing(),
                now.incoming(),
                now.waitingPerPeerMax(),
                now.endedMax(),
                patience));
    }
}
