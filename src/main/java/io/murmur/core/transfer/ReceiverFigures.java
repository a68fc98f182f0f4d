package io.murmur.core.transfer;

/// What a receiver does and has done since its start.
///
/// @param transfers messages on their way in that have room
/// @param heldBytes the room they have
/// @param waiting offers that wait for room
/// @param remembered transfers remembered after their end
/// @param taken messages handed on
/// @param forgotten transfers of which nothing was heard for too long
/// @param damaged messages that were not what was offered
/// @param unheardOffers offers told to ask again, because too many of the sender were waiting
/// @param repeatedPieces pieces that were there already
/// @param ignored messages that make no sense: the sender has a defect
public record ReceiverFigures(
        int transfers,
        long heldBytes,
        int waiting,
        int remembered,
        long taken,
        long forgotten,
        long damaged,
        long unheardOffers,
        long repeatedPieces,
        long ignored) {}
