package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.transfer.SenderInput.Submitted;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.TransferId;
import java.util.HashMap;
import java.util.Map;

/// What must hold at every step of a run, and at its end. Knows the limits by itself, and believes no machine.
final class TransferCheck {

    /// A rule was broken.
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }

    private record Taker(NodeId node, long boot) {}

    private final TransferLimits limits;
    private final int senders;
    private final int receivers;
    private final Map<Long, Submitted> submitted = new HashMap<>();
    private final Map<Long, SendOutcome> outcomes = new HashMap<>();
    private final Map<Long, Taker> taken = new HashMap<>();
    private final Map<TransferId, Integer> granted = new HashMap<>();

    /// @param senders how many there are to one receiver
    /// @param receivers how many there are to one sender
    TransferCheck(TransferLimits limits, int senders, int receivers) {
        this.limits = limits;
        this.senders = senders;
        this.receivers = receivers;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Broken(what);
        }
    }

    void submitted(Submitted message) {
        submitted.put(message.ticket(), message);
    }

    boolean wasTaken(long ticket) {
        return taken.containsKey(ticket);
    }

    Map<Long, SendOutcome> outcomes() {
        return outcomes;
    }

    int takenCount() {
        return taken.size();
    }

    void senderStands(ChunkSender sender) {
        SenderFigures figures = sender.figures();
        require(figures.heldBytes() <= limits.outgoing().bytesMax(), "a sender holds too many bytes");
        require(figures.transfers() <= limits.outgoing().transfersMax(), "a sender has too many transfers");
        int inFlightMax = limits.credit().inFlightPiecesMax() * receivers;
        require(figures.inFlightPieces() <= inFlightMax, "a sender has too many pieces in flight");
        require(figures.heldBytes() >= 0 && figures.inFlightPieces() >= 0, "a sender miscounts");
        require(figures.transfers() > 0 || figures.heldBytes() == 0, "a sender holds bytes of nothing");
    }

    void receiverStands(ChunkReceiver receiver, Iterable<NodeId> peers) {
        ReceiverFigures figures = receiver.figures();
        require(receiver.allocatedBytes() <= limits.incoming().bytesMax(), "a receiver allocates too much");
        require(receiver.allocatedBytes() <= figures.heldBytes(), "a receiver miscounts");
        require(figures.transfers() <= limits.incoming().transfersMax(), "a receiver has too many transfers");
        require(figures.waiting() <= limits.waitingPerPeerMax() * senders, "too many offers wait");
        require(figures.remembered() <= limits.endedMax(), "a receiver remembers too much");
        require(figures.ignored() == 0, "an honest sender was not understood");
        long held = 0;
        for (NodeId from : peers) {
            held += receiver.heldBytes(from);
            require(
                    receiver.heldBytes(from) <= limits.incoming().bytesPerPeerMax(),
                    "a receiver holds too much of one sender");
        }
        require(held == figures.heldBytes(), "shares of senders do not add up");
    }

    void granted(Granted message) {
        int ahead = message.upToPiece() - message.received();
        require(ahead <= limits.credit().windowPieces(), "a window is too wide");
        granted.merge(message.transfer(), message.upToPiece(), Math::max);
    }

    void sent(Sent message) {
        require(message.piece().length() <= limits.pieceBytes(), "a piece is too long");
        require(message.index() < granted.getOrDefault(message.transfer(), 0), "a piece was sent without credit");
    }

    void taken(NodeId node, long boot, long ticket, ByteSlice message) {
        Submitted original = submitted.get(ticket);
        if (original == null) {
            throw new Broken("a message was taken that nobody submitted");
        }
        require(message.length() <= limits.messageBytesMax(), "a message is too long");
        require(message.equals(original.message()), "a message was changed");
        require(node.equals(original.to()) && boot == original.targetBoot(), "a message was given to another");
        require(taken.put(ticket, new Taker(node, boot)) == null, "a message was taken twice");
    }

    void answered(long ticket, SendOutcome outcome) {
        require(submitted.containsKey(ticket), "nobody asked");
        require(outcomes.put(ticket, outcome) == null, "a message was answered twice");
        if (outcome instanceof SendOutcome.Delivered) {
            require(taken.containsKey(ticket), "a message is called delivered, and is not");
        }
    }

    /// @param mortal tickets of nodes that died: nobody answers for them
    void atTheEnd(Iterable<Long> mortal) {
        Map<Long, Submitted> unanswered = new HashMap<>(submitted);
        outcomes.keySet().forEach(unanswered::remove);
        mortal.forEach(unanswered::remove);
        require(unanswered.isEmpty(), "messages were not answered: " + unanswered.keySet());
        outcomes.forEach((ticket, outcome) -> {
            boolean surelyNot = outcome instanceof SendOutcome.GivenUp givenUp && givenUp.surelyNotDelivered();
            require(!surelyNot || !taken.containsKey(ticket), "a message surely not delivered was taken");
        });
    }
}
