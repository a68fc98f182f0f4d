package io.murmur.core.transfer;

/// What a sender does and has done since its start.
///
/// @param transfers messages on their way
/// @param heldBytes their bytes
/// @param inFlightPieces pieces sent and not acknowledged
/// @param delivered messages the receiver has
/// @param refused messages given up at once
/// @param givenUp messages given up later
/// @param restarted transfers begun anew because the receiver had lost them
/// @param offersResent offers said again
/// @param piecesSent pieces sent, all in all
/// @param piecesResent pieces sent again
public record SenderFigures(
        int transfers,
        long heldBytes,
        int inFlightPieces,
        long delivered,
        long refused,
        long givenUp,
        long restarted,
        long offersResent,
        long piecesSent,
        long piecesResent) {}
