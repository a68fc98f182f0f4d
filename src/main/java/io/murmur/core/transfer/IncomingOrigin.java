package io.murmur.core.transfer;

import io.murmur.core.machine.NodeId;
import io.murmur.core.transfer.message.TransferId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is on its way in from one sender: transfers with room, and offers that wait for it, in their order.
final class IncomingOrigin {

    private final NodeId node;
    private final Map<TransferId, Incoming> transfers = new LinkedHashMap<>();
    private final ArrayDeque<Incoming> waiting = new ArrayDeque<>();
    private long bytes;

    IncomingOrigin(NodeId node) {
        this.node = node;
    }

    NodeId node() {
        return node;
    }

    @Nullable
    Incoming find(TransferId id) {
        return transfers.get(id);
    }

    boolean isEmpty() {
        return transfers.isEmpty();
    }

    int waitingCount() {
        return waiting.size();
    }

    int admittedCount() {
        return transfers.size() - waiting.size();
    }

    long bytes() {
        return bytes;
    }

    long allocatedBytes() {
        return transfers.values().stream().mapToLong(Incoming::allocatedBytes).sum();
    }

    void addWaiting(Incoming transfer) {
        transfers.put(transfer.id(), transfer);
        waiting.addLast(transfer);
    }

    @Nullable
    Incoming firstWaiting() {
        return waiting.peekFirst();
    }

    boolean hasRoomFor(Incoming transfer, TransferLimits.Room room) {
        return bytes + transfer.bytes() <= room.bytesPerPeerMax() && admittedCount() < room.transfersPerPeerMax();
    }

    void admitFirst() {
        Incoming transfer = waiting.removeFirst();
        transfer.admit();
        bytes += transfer.bytes();
    }

    void remove(Incoming transfer) {
        transfers.remove(transfer.id());
        if (transfer.isAdmitted()) {
            bytes -= transfer.bytes();
        } else {
            waiting.remove(transfer);
        }
    }

    /// The transfers that `isWanted`; few, so most calls allocate next to nothing.
    List<Incoming> select(Predicate<Incoming> isWanted) {
        List<Incoming> selected = new ArrayList<>(0);
        for (Incoming transfer : transfers.values()) {
            if (isWanted.test(transfer)) {
                selected.add(transfer);
            }
        }
        return selected;
    }
}
