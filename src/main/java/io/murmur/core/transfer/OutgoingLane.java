package io.murmur.core.transfer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What is on its way to one receiver. Transfers that may send take turns, a piece each, so that none waits for the
/// end of another.
final class OutgoingLane {

    private final ArrayDeque<Outgoing> ready = new ArrayDeque<>();
    private long bytes;
    private int transfers;
    private int inFlightPieces;

    boolean hasRoomFor(int more, TransferLimits.Room room) {
        return bytes + more <= room.bytesPerPeerMax() && transfers < room.transfersPerPeerMax();
    }

    boolean isEmpty() {
        return transfers == 0;
    }

    int inFlightPieces() {
        return inFlightPieces;
    }

    void inFlightChanged(int by) {
        inFlightPieces += by;
    }

    void add(Outgoing transfer) {
        bytes += transfer.bytes();
        transfers++;
    }

    void remove(Outgoing transfer) {
        leaveTheTurn(transfer);
        bytes -= transfer.bytes();
        transfers--;
    }

    /// Lets a transfer take its turn, if it may send and does not wait for its turn already.
    void takeTurn(Outgoing transfer) {
        if (!transfer.isQueued() && transfer.nextPiece() >= 0) {
            transfer.queued(true);
            ready.addLast(transfer);
        }
    }

    void leaveTheTurn(Outgoing transfer) {
        if (transfer.isQueued()) {
            transfer.queued(false);
            ready.remove(transfer);
        }
    }

    /// Whose turn it is, or null.
    @Nullable
    Outgoing next() {
        Outgoing transfer = ready.pollFirst();
        if (transfer != null) {
            transfer.queued(false);
        }
        return transfer;
    }
}
