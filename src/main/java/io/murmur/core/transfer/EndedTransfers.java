package io.murmur.core.transfer;

import io.murmur.core.transfer.message.TransferId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The transfers that ended here last, so that what comes late neither gives a message twice nor keeps room for one
/// that nobody sends. Bounded: the oldest are forgotten first.
final class EndedTransfers {

    /// How a transfer ended.
    ///
    /// @param pieces all of them if the message was taken, 0 if not
    record End(int pieces) {
        static final End IN_VAIN = new End(0);

        boolean isTaken() {
            return pieces > 0;
        }
    }

    private final int max;
    private final Map<TransferId, End> ends = new LinkedHashMap<>();

    EndedTransfers(int max) {
        this.max = max;
    }

    @Nullable
    End find(TransferId id) {
        return ends.get(id);
    }

    void taken(TransferId id, int pieces) {
        add(id, new End(pieces));
    }

    void inVain(TransferId id) {
        add(id, End.IN_VAIN);
    }

    /// The first end of a transfer is the one that counts.
    private void add(TransferId id, End end) {
        if (ends.putIfAbsent(id, end) == null && ends.size() > max) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    int size() {
        return ends.size();
    }
}
