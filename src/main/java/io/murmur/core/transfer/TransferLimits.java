package io.murmur.core.transfer;

import io.murmur.core.transfer.message.ChunkMessage.Offered;

/// Limits of large messages, `murmur.transfer` in the configuration. The same on all nodes of a cluster: what one
/// sends, the other should take.
///
/// @param pieceBytes length of a piece; a piece with what is written around it must fit into a frame
/// @param messageBytesMax longer messages are refused, at the sender before anything is sent; at least a few times
///     the longest value, since an object may hold siblings
/// @param credit how much may be on its way
/// @param outgoing what a sender may hold; beyond, messages are refused at once
/// @param incoming what a receiver may hold; beyond, offers wait
/// @param waitingPerPeerMax offers of one sender that may wait; at least as many as it may have, so that each gets its
///     turn. More, of a process that died, say, are told to ask again
/// @param endedMax transfers a receiver remembers after their end, so that what comes late is not taken again
/// @param patience how long to wait for what
public record TransferLimits(
        int pieceBytes,
        int messageBytesMax,
        Credit credit,
        Room outgoing,
        Room incoming,
        int waitingPerPeerMax,
        int endedMax,
        Patience patience) {

    /// How much may be on its way.
    ///
    /// @param windowPieces pieces of one transfer a receiver lets a sender be ahead of the first that is missing
    /// @param inFlightPiecesMax pieces a sender sends to one receiver before any of them is acknowledged, all
    ///     transfers together
    public record Credit(int windowPieces, int inFlightPiecesMax) {

        /// What the mask of one grant can tell apart.
        public static final int WINDOW_PIECES_MAX = Long.SIZE;

        public Credit {
            require(windowPieces, 1, WINDOW_PIECES_MAX, "credit.window-pieces");
            require(inFlightPiecesMax, 1, 1 << 16, "credit.in-flight-pieces-max");
        }
    }

    /// How much may be held, for all peers and for each.
    public record Room(long bytesMax, long bytesPerPeerMax, int transfersMax, int transfersPerPeerMax) {
        public Room {
            require(bytesPerPeerMax, 1, 1L << 40, "(outgoing or incoming).bytes-per-peer-max");
            require(bytesMax, bytesPerPeerMax, 1L << 40, "(outgoing or incoming).bytes-max");
            require(transfersPerPeerMax, 1, 1 << 20, "(outgoing or incoming).transfers-per-peer-max");
            require(transfersMax, transfersPerPeerMax, 1 << 20, "(outgoing or incoming).transfers-max");
        }
    }

    /// How long to wait for what.
    ///
    /// @param resendMillis silence after which a sender sends again what was not acknowledged; doubled with each
    ///     attempt, up to [#BACKOFF_MAX] times
    /// @param attemptsMax attempts without any progress until a sender gives up
    /// @param lifetimeMillisMax a sender gives up a message for which nobody waits after this
    /// @param silenceMillis a receiver forgets a transfer of which it heard nothing for so long
    public record Patience(long resendMillis, int attemptsMax, long lifetimeMillisMax, long silenceMillis) {

        /// The longest silence between two attempts, in multiples of the first.
        public static final int BACKOFF_MAX = 8;

        public Patience {
            require(resendMillis, 1, 60_000, "patience.resend-interval");
            require(attemptsMax, 1, 1000, "patience.attempts-max");
            require(lifetimeMillisMax, resendMillis, 3_600_000, "patience.lifetime-max");
            require(silenceMillis, 2 * BACKOFF_MAX * resendMillis, 3_600_000, "patience.silence-timeout");
        }

        /// How long to wait after so many attempts in vain.
        long resendMillis(int attempts) {
            return resendMillis * Math.min(BACKOFF_MAX, 1L << Math.min(attempts, Integer.SIZE - 2));
        }
    }

    public static final TransferLimits DEFAULT = new TransferLimits(
            64 * 1024,
            16 << 20,
            new Credit(4, 16),
            new Room(64L << 20, 32L << 20, 1024, 512),
            new Room(32L << 20, 16L << 20, 1024, 512),
            512,
            8192,
            new Patience(250, 8, 30_000, 10_000));

    public TransferLimits {
        require(pieceBytes, Offered.PIECE_BYTES_MIN, 1 << 20, "piece-bytes");
        require(messageBytesMax, pieceBytes, 1 << 30, "message-bytes-max");
        require(outgoing.bytesPerPeerMax(), messageBytesMax, 1L << 40, "outgoing.bytes-per-peer-max");
        require(incoming.bytesPerPeerMax(), messageBytesMax, 1L << 40, "incoming.bytes-per-peer-max");
        require(waitingPerPeerMax, outgoing.transfersPerPeerMax(), 1 << 20, "waiting-per-peer-max");
        require(endedMax, 1, 1 << 24, "ended-max");
    }

    private static void require(long value, long min, long max, String key) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "murmur.transfer." + key + " is " + value + "; it must be from " + min + " to " + max);
        }
    }
}
