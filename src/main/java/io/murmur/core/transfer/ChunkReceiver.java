package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.ChunkMessage.Stopped;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.core.transfer.message.TransferId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes large messages in, piece by piece, as far as there is room.
///
/// A transfer waits for room, then is admitted and granted credit, then ends: taken, damaged, withdrawn, or forgotten
/// after silence. Room goes to senders in turn and to the offers of one sender in their order; a large offer at its
/// turn is never overtaken, so nobody starves. A message is answered when it is whole.
public final class ChunkReceiver implements Machine<ReceiverInput, Assembled> {

    private final TransferLimits limits;
    private final long boot;
    private final EndedTransfers ended;
    private final Map<NodeId, IncomingOrigin> origins = new TreeMap<>();
    /// Senders with offers that wait, in the order in which they get room.
    private final ArrayDeque<IncomingOrigin> turns = new ArrayDeque<>();

    private long heldBytes;
    private int admitted;
    private long taken;
    private long forgotten;
    private long damaged;
    private long unheardOffers;
    private long repeatedPieces;
    private long ignored;

    /// @param boot random per start of this process
    public ChunkReceiver(TransferLimits limits, long boot) {
        this.limits = limits;
        this.boot = boot;
        this.ended = new EndedTransfers(limits.endedMax());
    }

    @Override
    public void on(ReceiverInput input, Now now, Outputs<Assembled> out) {
        switch (input) {
            case ReceiverInput.Heard(var from, Offered offered) -> offered(from, offered, now, out);
            case ReceiverInput.Heard(var from, Sent sent) -> sent(from, sent, now, out);
            case ReceiverInput.Heard(var from, Stopped stopped) -> withdrawn(from, stopped, out);
            case ReceiverInput.Ticked() -> tick(now, out);
        }
    }

    public ReceiverFigures figures() {
        int waiting =
                origins.values().stream().mapToInt(IncomingOrigin::waitingCount).sum();
        return new ReceiverFigures(
                admitted,
                heldBytes,
                waiting,
                ended.size(),
                taken,
                forgotten,
                damaged,
                unheardOffers,
                repeatedPieces,
                ignored);
    }

    /// What is really held, counted anew.
    long allocatedBytes() {
        return origins.values().stream()
                .mapToLong(IncomingOrigin::allocatedBytes)
                .sum();
    }

    /// The room one sender has.
    long heldBytes(NodeId from) {
        IncomingOrigin origin = origins.get(from);
        return origin == null ? 0 : origin.bytes();
    }

    private void offered(NodeId from, Offered offered, Now now, Outputs<Assembled> out) {
        TransferId id = offered.transfer();
        EndedTransfers.End end = ended.find(id);
        Incoming known = find(from, id);
        if (offered.targetBoot() != boot) {
            out.send(from, new Stopped(id, StopReason.OTHER_BOOT));
        } else if (offered.bytes() > limits.messageBytesMax()) {
            out.send(from, new Stopped(id, StopReason.TOO_LARGE));
        } else if (end != null) {
            tellEnd(from, id, end, out);
        } else if (known != null) {
            offeredAgain(from, known, offered, now, out);
        } else {
            offeredFirst(from, offered, now, out);
        }
    }

    private @Nullable Incoming find(NodeId from, TransferId id) {
        IncomingOrigin origin = origins.get(from);
        return origin == null ? null : origin.find(id);
    }

    private static void tellEnd(NodeId from, TransferId id, EndedTransfers.End end, Outputs<Assembled> out) {
        out.send(
                from,
                end.isTaken()
                        ? new Granted(id, end.pieces(), 0, end.pieces())
                        : new Stopped(id, StopReason.UNKNOWN_TRANSFER));
    }

    private void offeredAgain(NodeId from, Incoming known, Offered offered, Now now, Outputs<Assembled> out) {
        if (known.offeredAgain(offered, now)) {
            out.send(from, known.grant());
        } else {
            ignored++;
        }
    }

    private void offeredFirst(NodeId from, Offered offered, Now now, Outputs<Assembled> out) {
        IncomingOrigin origin = origins.computeIfAbsent(from, IncomingOrigin::new);
        if (origin.waitingCount() >= limits.waitingPerPeerMax()) {
            unheardOffers++;
            out.send(from, new Granted(offered.transfer(), 0, 0, 0));
            return;
        }
        if (origin.waitingCount() == 0) {
            turns.addLast(origin);
        }
        Incoming transfer = new Incoming(offered, limits.credit().windowPieces(), now);
        origin.addWaiting(transfer);
        admitWaiting(out);
        if (!transfer.isAdmitted()) {
            out.send(from, transfer.grant());
        }
    }

    /// Gives room to offers that wait. One that does not fit into its sender's share lets other senders pass; one that
    /// does not fit at all keeps its turn, and all behind it wait.
    private void admitWaiting(Outputs<Assembled> out) {
        int passed = 0;
        while (passed < turns.size()) {
            IncomingOrigin origin = turns.removeFirst();
            Incoming first = origin.firstWaiting();
            if (first == null) {
                continue;
            }
            if (!origin.hasRoomFor(first, limits.incoming())) {
                turns.addLast(origin);
                passed++;
            } else if (!hasRoomFor(first)) {
                turns.addFirst(origin);
                return;
            } else {
                admit(origin, first, out);
                turns.addLast(origin);
                passed = 0;
            }
        }
    }

    private boolean hasRoomFor(Incoming transfer) {
        return heldBytes + transfer.bytes() <= limits.incoming().bytesMax()
                && admitted < limits.incoming().transfersMax();
    }

    private void admit(IncomingOrigin origin, Incoming transfer, Outputs<Assembled> out) {
        origin.admitFirst();
        heldBytes += transfer.bytes();
        admitted++;
        Invariant.check(heldBytes <= limits.incoming().bytesMax(), "more is held than there is room for");
        out.send(origin.node(), transfer.grant());
    }

    private void sent(NodeId from, Sent sent, Now now, Outputs<Assembled> out) {
        TransferId id = sent.transfer();
        Incoming transfer = find(from, id);
        if (transfer == null) {
            EndedTransfers.End end = ended.find(id);
            tellEnd(from, id, end == null ? EndedTransfers.End.IN_VAIN : end, out);
        } else if (!transfer.isAdmitted() || !transfer.isGranted(sent)) {
            ignored++;
        } else {
            transfer.heard(now);
            take(from, transfer, sent, now, out);
        }
    }

    private void take(NodeId from, Incoming transfer, Sent sent, Now now, Outputs<Assembled> out) {
        if (transfer.has(sent.index())) {
            repeatedPieces++;
        } else {
            transfer.take(sent);
        }
        if (transfer.isAllThere()) {
            finish(from, transfer, now, out);
        } else {
            out.send(from, transfer.grant());
        }
    }

    private void finish(NodeId from, Incoming transfer, Now now, Outputs<Assembled> out) {
        ByteSlice message = transfer.whole();
        release(from, transfer);
        if (message == null) {
            damaged++;
            ended.inVain(transfer.id());
            out.send(from, new Stopped(transfer.id(), StopReason.DAMAGED));
        } else {
            taken++;
            ended.taken(transfer.id(), transfer.pieces());
            out.send(from, new Granted(transfer.id(), transfer.pieces(), 0, transfer.pieces()));
            out.answer(transfer.id().number(), new Assembled(from, message, transfer.remainingMillis(now)));
        }
        admitWaiting(out);
    }

    private void withdrawn(NodeId from, Stopped stopped, Outputs<Assembled> out) {
        Incoming transfer = find(from, stopped.transfer());
        ended.inVain(stopped.transfer());
        if (transfer != null) {
            release(from, transfer);
            admitWaiting(out);
        }
    }

    private void tick(Now now, Outputs<Assembled> out) {
        long silenceMillis = limits.patience().silenceMillis();
        for (IncomingOrigin origin : new ArrayList<>(origins.values())) {
            List<Incoming> silent = origin.select(transfer -> transfer.isSilent(now, silenceMillis));
            for (Incoming transfer : silent) {
                forgotten++;
                if (transfer.isAdmitted()) {
                    ended.inVain(transfer.id());
                }
                release(origin.node(), transfer);
            }
        }
        admitWaiting(out);
    }

    private void release(NodeId from, Incoming transfer) {
        IncomingOrigin origin = origins.get(from);
        Invariant.check(origin != null, "a transfer has an origin");
        if (origin == null) {
            return;
        }
        origin.remove(transfer);
        if (transfer.isAdmitted()) {
            heldBytes -= transfer.bytes();
            admitted--;
        }
        if (origin.waitingCount() == 0) {
            turns.remove(origin);
        }
        if (origin.isEmpty()) {
            origins.remove(from);
        }
    }
}
