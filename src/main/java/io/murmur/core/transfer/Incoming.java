package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Now;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.TransferId;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// One message on its way in: waiting for room, then admitted, then, with all pieces, whole.
///
/// The array for the message is made when the first piece comes: what was offered and is never sent costs nothing.
final class Incoming {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Offered offered;
    private final int pieces;
    private final int windowPieces;
    private final BitSet arrived = new BitSet();
    private byte @Nullable [] message;
    private boolean admitted;
    private long heardNanos;
    private long deadlineNanos;

    Incoming(Offered offered, int windowPieces, Now now) {
        this.offered = offered;
        this.pieces = offered.pieces();
        this.windowPieces = windowPieces;
        this.heardNanos = now.nanos();
        this.deadlineNanos = deadlineOf(offered, now);
    }

    private static long deadlineOf(Offered offered, Now now) {
        return now.nanosAfterMillis(Math.max(0, offered.remainingMillis()));
    }

    TransferId id() {
        return offered.transfer();
    }

    int bytes() {
        return offered.bytes();
    }

    int pieces() {
        return pieces;
    }

    boolean isAdmitted() {
        return admitted;
    }

    void admit() {
        admitted = true;
    }

    /// Bytes of the array, once it is there.
    int allocatedBytes() {
        return message == null ? 0 : message.length;
    }

    void heard(Now now) {
        heardNanos = now.nanos();
    }

    /// Takes in that the transfer was offered again. The offer that was on its way for the shortest time knows best how
    /// long somebody waits: the earliest end counts.
    ///
    /// @return false if it is not the same message
    boolean offeredAgain(Offered again, Now now) {
        if (!offered.isSameAs(again)) {
            return false;
        }
        heard(now);
        long deadline = deadlineOf(again, now);
        deadlineNanos = deadline - deadlineNanos < 0 ? deadline : deadlineNanos;
        return true;
    }

    boolean isSilent(Now now, long silenceMillis) {
        return now.nanos() - heardNanos >= silenceMillis * NANOS_PER_MILLI;
    }

    int remainingMillis(Now now) {
        return offered.remainingMillis() == Offered.UNLIMITED
                ? Offered.UNLIMITED
                : (int) (Math.max(0, deadlineNanos - now.nanos()) / NANOS_PER_MILLI);
    }

    /// What the sender is told. Credit counts from the first missing piece, so what it may send is bounded by what it
    /// knows to be there.
    Granted grant() {
        if (!admitted) {
            return new Granted(id(), 0, 0, 0);
        }
        int received = arrived.nextClearBit(0);
        long beyond = 0;
        int next = arrived.nextSetBit(received);
        while (next >= 0) {
            beyond |= 1L << (next - received - 1);
            next = arrived.nextSetBit(next + 1);
        }
        return new Granted(id(), received, beyond, creditFrom(received));
    }

    private int creditFrom(int received) {
        return Math.min(pieces, received + windowPieces);
    }

    /// Whether a piece is what was granted: it comes from another node, which may have a defect.
    boolean isGranted(Sent sent) {
        int index = sent.index();
        return index >= 0
                && index < creditFrom(arrived.nextClearBit(0))
                && sent.piece().length() == offered.lengthOf(index);
    }

    boolean has(int index) {
        return arrived.get(index);
    }

    /// Copies a piece to its place.
    void take(Sent sent) {
        byte[] target = message;
        if (target == null) {
            target = new byte[offered.bytes()];
            message = target;
        }
        sent.piece().copyTo(target, sent.index() * offered.pieceBytes());
        arrived.set(sent.index());
    }

    boolean isAllThere() {
        return arrived.nextClearBit(0) == pieces;
    }

    /// The message, or null if it is not what was offered.
    @Nullable
    ByteSlice whole() {
        byte[] bytes = message;
        Invariant.check(bytes != null && isAllThere(), "a message without all of its pieces is not taken");
        if (bytes == null) {
            return null;
        }
        ByteSlice whole = ByteSlice.ofOwned(bytes);
        return whole.crc32c() == offered.checksum() ? whole : null;
    }
}
