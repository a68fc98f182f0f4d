package io.murmur.node.settings;

import io.murmur.core.transfer.TransferLimits;
import io.murmur.node.configuration.Readings;
import org.jspecify.annotations.Nullable;

/// Reads `murmur.transfer`. What its values must be to each other the limits know themselves.
final class TransferReader {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final Readings transfer;

    private TransferReader(Readings transfer) {
        this.transfer = transfer;
    }

    /// Null if there is a problem.
    ///
    /// @param transfer at `murmur.transfer`
    static @Nullable TransferLimits read(Readings transfer) {
        return new TransferReader(transfer).readAll();
    }

    private @Nullable TransferLimits readAll() {
        int before = transfer.problems().count();
        int pieceBytes = (int) transfer.size("piece-bytes", KIB, MIB);
        int messageBytesMax = (int) transfer.size("message-bytes-max", KIB, GIB);
        int waitingPerPeerMax = transfer.whole("waiting-per-peer-max", 1, 1 << 20);
        int endedMax = transfer.whole("ended-max", 1, 1 << 24);
        TransferLimits.Credit credit = credit(transfer.at("credit"));
        TransferLimits.Room outgoing = room(transfer.at("outgoing"));
        TransferLimits.Room incoming = room(transfer.at("incoming"));
        TransferLimits.Patience patience = patience(transfer.at("patience"));
        if (outgoing == null
                || incoming == null
                || patience == null
                || transfer.problems().count() > before) {
            return null;
        }
        try {
            return new TransferLimits(
                    pieceBytes, messageBytesMax, credit, outgoing, incoming, waitingPerPeerMax, endedMax, patience);
        } catch (IllegalArgumentException e) {
            transfer.problems().add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static TransferLimits.Credit credit(Readings credit) {
        return new TransferLimits.Credit(
                credit.whole("window-pieces", 1, TransferLimits.Credit.WINDOW_PIECES_MAX),
                credit.whole("in-flight-pieces-max", 1, 1 << 16));
    }

    private static TransferLimits.@Nullable Room room(Readings room) {
        int before = room.problems().count();
        long bytesMax = room.size("bytes-max", 1, TIB);
        long bytesPerPeerMax = room.size("bytes-per-peer-max", 1, TIB);
        int transfersMax = room.whole("transfers-max", 1, 1 << 20);
        int transfersPerPeerMax = room.whole("transfers-per-peer-max", 1, 1 << 20);
        if (bytesMax < bytesPerPeerMax) {
            room.refuse("bytes-max", "at least " + room.pathOf("bytes-per-peer-max"));
        }
        if (transfersMax < transfersPerPeerMax) {
            room.refuse("transfers-max", "at least " + room.pathOf("transfers-per-peer-max"));
        }
        return room.problems().count() > before
                ? null
                : new TransferLimits.Room(bytesMax, bytesPerPeerMax, transfersMax, transfersPerPeerMax);
    }

    private static TransferLimits.@Nullable Patience patience(Readings patience) {
        int before = patience.problems().count();
        long resend = patience.millis("resend-interval", 1, MINUTE);
        int attemptsMax = patience.whole("attempts-max", 1, 1_000);
        long lifetimeMax = patience.millis("lifetime-max", 1, HOUR);
        long silence = patience.millis("silence-timeout", 1, HOUR);
        if (lifetimeMax < resend) {
            patience.refuse("lifetime-max", "at least " + patience.pathOf("resend-interval"));
        }
        if (silence < 2 * TransferLimits.Patience.BACKOFF_MAX * resend) {
            patience.refuse("silence-timeout", "at least 16 times " + patience.pathOf("resend-interval"));
        }
        return patience.problems().count() > before
                ? null
                : new TransferLimits.Patience(resend, attemptsMax, lifetimeMax, silence);
    }
}
