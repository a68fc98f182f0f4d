package io.murmur.core.transfer;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.transfer.SenderInput.Submitted;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.TransferId;
import java.util.BitSet;

/// One message on its way out: which pieces may be sent, are on their way, or are there.
///
/// It begins as an offer without credit; a grant gives credit; when all pieces are there it is done. [#restart]
/// begins anew under another id: what was sent under the old one means nothing any more.
final class Outgoing {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Submitted submitted;
    private final int pieceBytes;
    private final int pieces;
    private final int checksum;
    private final long deadlineNanos;
    private final BitSet arrived = new BitSet();
    private final BitSet inFlight = new BitSet();

    private TransferId id;
    private int credit;
    private int sentUpTo;
    private boolean allSentOnce;
    private int attempts;
    private int restarts;
    private long resendAtNanos;
    private boolean queued;

    Outgoing(TransferId id, Submitted submitted, TransferLimits limits, Now now) {
        this.id = id;
        this.submitted = submitted;
        this.pieceBytes = limits.pieceBytes();
        this.pieces = (submitted.message().length() - 1) / pieceBytes + 1;
        this.checksum = submitted.message().crc32c();
        long lifetimeMillis =
                isLimited() ? submitted.remainingMillis() : limits.patience().lifetimeMillisMax();
        this.deadlineNanos = now.nanosAfterMillis(lifetimeMillis);
    }

    private boolean isLimited() {
        return submitted.remainingMillis() != Offered.UNLIMITED;
    }

    TransferId id() {
        return id;
    }

    Submitted submitted() {
        return submitted;
    }

    NodeId to() {
        return submitted.to();
    }

    int bytes() {
        return submitted.message().length();
    }

    int inFlightPieces() {
        return inFlight.cardinality();
    }

    int attempts() {
        return attempts;
    }

    int restarts() {
        return restarts;
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean isQueued) {
        queued = isQueued;
    }

    boolean isAllThere() {
        return arrived.cardinality() == pieces;
    }

    /// Whether a piece never left this node.
    boolean isSurelyNotDelivered() {
        return !allSentOnce;
    }

    boolean isExpired(Now now) {
        return now.hasReached(deadlineNanos);
    }

    /// Whether it is time to do something about the silence. A transfer that waits for its turn here is not silent.
    boolean isResendDue(Now now) {
        return !queued && now.hasReached(resendAtNanos);
    }

    void resendAt(long nanos) {
        resendAtNanos = nanos;
    }

    Offered offer(Now now) {
        long remaining = Math.max(0, deadlineNanos - now.nanos()) / NANOS_PER_MILLI;
        int remainingMillis = isLimited() ? (int) remaining : Offered.UNLIMITED;
        return new Offered(id, submitted.targetBoot(), bytes(), pieceBytes, checksum, remainingMillis);
    }

    /// The next piece that may be sent, or -1. Few steps: all pieces below the credit's window are there.
    int nextPiece() {
        int index = arrived.nextClearBit(0);
        while (index < credit && inFlight.get(index)) {
            index = arrived.nextClearBit(index + 1);
        }
        return index < credit ? index : -1;
    }

    /// Whether this piece was sent before, under this id.
    boolean wasSent(int index) {
        return index < sentUpTo;
    }

    Sent send(int index) {
        inFlight.set(index);
        sentUpTo = Math.max(sentUpTo, index + 1);
        allSentOnce |= sentUpTo == pieces;
        int from = index * pieceBytes;
        int length = Math.min(pieceBytes, bytes() - from);
        return new Sent(id, index, submitted.message().slice(from, length));
    }

    /// Whether a grant can be about this transfer: it comes from another node, which may have a defect.
    boolean isPlausible(Granted granted) {
        int received = granted.received();
        int upTo = granted.upToPiece();
        return received >= 0 && received <= upTo && upTo <= pieces && upTo - received <= Long.SIZE;
    }

    /// Takes a grant in. Whether anything was new, or there is still no room: both mean that the receiver is there.
    boolean accept(Granted granted) {
        int before = arrived.cardinality();
        arrived.set(0, granted.received());
        for (long rest = granted.beyond(); rest != 0; rest &= rest - 1) {
            long index = granted.received() + 1L + Long.numberOfTrailingZeros(rest);
            if (index < granted.upToPiece()) {
                arrived.set((int) index);
            }
        }
        inFlight.andNot(arrived);
        boolean isNews = credit == 0 || granted.upToPiece() > credit || arrived.cardinality() > before;
        credit = Math.max(credit, granted.upToPiece());
        if (isNews) {
            attempts = 0;
        }
        return isNews;
    }

    /// Another attempt: nothing that is on its way is believed to arrive.
    void retry() {
        attempts++;
        inFlight.clear();
    }

    void restart(TransferId next) {
        id = next;
        restarts++;
        attempts = 0;
        credit = 0;
        sentUpTo = 0;
        arrived.clear();
        inFlight.clear();
    }
}
