package io.murmur.core.transfer;

import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.transfer.SenderInput.Submitted;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Stopped;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.core.transfer.message.TransferId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sends large messages in pieces, to any receiver, as fast as it grants.
///
/// A transfer is offered, then granted, then done. It is offered again, or its missing pieces are sent again, when
/// nothing new was heard for a while; begun anew under another id when the receiver lost it; given up when its time is
/// over, after too many attempts, or when the receiver says that it is of no use. Each submitted message is answered
/// exactly once.
public final class ChunkSender implements Machine<SenderInput, SendOutcome> {

    private final TransferLimits limits;
    private final long boot;
    private final Map<Long, Outgoing> transfers = new LinkedHashMap<>();
    private final Map<NodeId, OutgoingLane> lanes = new TreeMap<>();

    private long lastNumber;
    private long heldBytes;
    private long delivered;
    private long refused;
    private long givenUp;
    private long restarted;
    private long offersResent;
    private long piecesSent;
    private long piecesResent;

    /// @param boot random per start of this process
    public ChunkSender(TransferLimits limits, long boot) {
        this.limits = limits;
        this.boot = boot;
    }

    @Override
    public void on(SenderInput input, Now now, Outputs<SendOutcome> out) {
        switch (input) {
            case Submitted submitted -> submit(submitted, now, out);
            case SenderInput.Heard(var from, Granted granted) -> granted(from, granted, now, out);
            case SenderInput.Heard(var from, Stopped stopped) -> stopped(from, stopped, now, out);
            case SenderInput.Ticked() -> tick(now, out);
        }
    }

    public SenderFigures figures() {
        int inFlight =
                lanes.values().stream().mapToInt(OutgoingLane::inFlightPieces).sum();
        return new SenderFigures(
                transfers.size(),
                heldBytes,
                inFlight,
                delivered,
                refused,
                givenUp,
                restarted,
                offersResent,
                piecesSent,
                piecesResent);
    }

    private void submit(Submitted submitted, Now now, Outputs<SendOutcome> out) {
        GiveUpReason refusal = refusalOf(submitted);
        if (refusal != null) {
            refused++;
            var outcome = new SendOutcome.GivenUp(submitted.to(), submitted.message(), refusal, true);
            out.answer(submitted.ticket(), outcome);
            return;
        }
        Outgoing transfer = new Outgoing(nextId(), submitted, limits, now);
        lanes.computeIfAbsent(submitted.to(), _ -> new OutgoingLane()).add(transfer);
        transfers.put(transfer.id().number(), transfer);
        heldBytes += transfer.bytes();
        offer(transfer, now, out);
    }

    private @Nullable GiveUpReason refusalOf(Submitted submitted) {
        int bytes = submitted.message().length();
        OutgoingLane lane = lanes.get(submitted.to());
        if (bytes == 0 || bytes > limits.messageBytesMax()) {
            return GiveUpReason.TOO_LARGE;
        } else if (submitted.remainingMillis() == 0) {
            return GiveUpReason.EXPIRED;
        } else if (heldBytes + bytes > limits.outgoing().bytesMax()
                || transfers.size() >= limits.outgoing().transfersMax()
                || (lane != null && !lane.hasRoomFor(bytes, limits.outgoing()))) {
            return GiveUpReason.NO_ROOM;
        }
        return null;
    }

    private TransferId nextId() {
        return new TransferId(++lastNumber, boot);
    }

    private void offer(Outgoing transfer, Now now, Outputs<SendOutcome> out) {
        out.send(transfer.to(), transfer.offer(now));
        expectNewsOf(transfer, now);
    }

    private void expectNewsOf(Outgoing transfer, Now now) {
        transfer.resendAt(now.nanosAfterMillis(limits.patience().resendMillis(transfer.attempts())));
    }

    private @Nullable Outgoing find(NodeId from, TransferId id) {
        Outgoing transfer = id.boot() == boot ? transfers.get(id.number()) : null;
        return transfer != null && transfer.to().equals(from) ? transfer : null;
    }

    private OutgoingLane laneOf(Outgoing transfer) {
        return lanes.computeIfAbsent(transfer.to(), _ -> new OutgoingLane());
    }

    private void granted(NodeId from, Granted granted, Now now, Outputs<SendOutcome> out) {
        Outgoing transfer = find(from, granted.transfer());
        if (transfer == null) {
            // The receiver keeps room for nothing: a late offer, or a transfer given up.
            out.send(from, new Stopped(granted.transfer(), StopReason.WITHDRAWN));
            return;
        }
        if (!transfer.isPlausible(granted)) {
            return;
        }
        OutgoingLane lane = laneOf(transfer);
        int inFlight = transfer.inFlightPieces();
        if (transfer.accept(granted)) {
            expectNewsOf(transfer, now);
        }
        lane.inFlightChanged(transfer.inFlightPieces() - inFlight);
        if (transfer.isAllThere()) {
            transfers.remove(transfer.id().number());
            forget(transfer);
            delivered++;
            out.answer(transfer.submitted().ticket(), new SendOutcome.Delivered(from));
        } else {
            lane.takeTurn(transfer);
        }
        pump(lane, now, out);
    }

    /// Sends pieces, one of each transfer in turn, until enough are on their way.
    private void pump(OutgoingLane lane, Now now, Outputs<SendOutcome> out) {
        while (lane.inFlightPieces() < limits.credit().inFlightPiecesMax()) {
            Outgoing transfer = lane.next();
            if (transfer == null) {
                return;
            }
            int index = transfer.nextPiece();
            if (index >= 0) {
                piecesSent++;
                piecesResent += transfer.wasSent(index) ? 1 : 0;
                out.send(transfer.to(), transfer.send(index));
                lane.inFlightChanged(1);
                expectNewsOf(transfer, now);
                lane.takeTurn(transfer);
            }
        }
    }

    private void stopped(NodeId from, Stopped stopped, Now now, Outputs<SendOutcome> out) {
        Outgoing transfer = find(from, stopped.transfer());
        if (transfer == null) {
            return;
        }
        switch (stopped.reason()) {
            case UNKNOWN_TRANSFER, DAMAGED -> restart(transfer, now, out);
            case OTHER_BOOT -> abandon(transfer, GiveUpReason.RECEIVER_RESTARTED, now, out);
            case TOO_LARGE -> abandon(transfer, GiveUpReason.TOO_LARGE, now, out);
            case WITHDRAWN -> {
                // Only senders say this.
            }
        }
    }

    private void restart(Outgoing transfer, Now now, Outputs<SendOutcome> out) {
        if (transfer.restarts() >= limits.patience().attemptsMax()) {
            abandon(transfer, GiveUpReason.FAILED_REPEATEDLY, now, out);
            return;
        }
        restarted++;
        OutgoingLane lane = laneOf(transfer);
        lane.leaveTheTurn(transfer);
        lane.inFlightChanged(-transfer.inFlightPieces());
        transfers.remove(transfer.id().number());
        transfer.restart(nextId());
        transfers.put(transfer.id().number(), transfer);
        offer(transfer, now, out);
        pump(lane, now, out);
    }

    private void tick(Now now, Outputs<SendOutcome> out) {
        Iterator<Outgoing> each = transfers.values().iterator();
        while (each.hasNext()) {
            Outgoing transfer = each.next();
            GiveUpReason reason = endOf(transfer, now);
            if (reason != null) {
                each.remove();
                giveUp(transfer, reason, out);
            } else if (transfer.isResendDue(now)) {
                resend(transfer, now, out);
            }
        }
        for (OutgoingLane lane : lanes.values()) {
            pump(lane, now, out);
        }
    }

    private @Nullable GiveUpReason endOf(Outgoing transfer, Now now) {
        if (transfer.isExpired(now)) {
            return GiveUpReason.EXPIRED;
        }
        boolean isLastAttempt = transfer.attempts() >= limits.patience().attemptsMax();
        return isLastAttempt && transfer.isResendDue(now) ? GiveUpReason.SILENT : null;
    }

    /// Sends again what is on its way; if that is nothing, asks for the receiver's state by the offer.
    private void resend(Outgoing transfer, Now now, Outputs<SendOutcome> out) {
        int inFlight = transfer.inFlightPieces();
        transfer.retry();
        if (inFlight == 0) {
            offersResent++;
            offer(transfer, now, out);
        } else {
            OutgoingLane lane = laneOf(transfer);
            lane.inFlightChanged(-inFlight);
            lane.takeTurn(transfer);
        }
    }

    private void abandon(Outgoing transfer, GiveUpReason reason, Now now, Outputs<SendOutcome> out) {
        OutgoingLane lane = laneOf(transfer);
        transfers.remove(transfer.id().number());
        giveUp(transfer, reason, out);
        pump(lane, now, out);
    }

    private void giveUp(Outgoing transfer, GiveUpReason reason, Outputs<SendOutcome> out) {
        forget(transfer);
        givenUp++;
        Submitted submitted = transfer.submitted();
        out.send(submitted.to(), new Stopped(transfer.id(), StopReason.WITHDRAWN));
        boolean surelyNotDelivered = transfer.isSurelyNotDelivered();
        var outcome = new SendOutcome.GivenUp(submitted.to(), submitted.message(), reason, surelyNotDelivered);
        out.answer(submitted.ticket(), outcome);
    }

    private void forget(Outgoing transfer) {
        OutgoingLane lane = laneOf(transfer);
        lane.inFlightChanged(-transfer.inFlightPieces());
        lane.remove(transfer);
        heldBytes -= transfer.bytes();
        if (lane.isEmpty()) {
            lanes.remove(transfer.to());
        }
    }
}
