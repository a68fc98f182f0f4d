package io.murmur.core.entropy;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import org.jspecify.annotations.Nullable;

/// One part of an exchange. It ends by itself, or fails and ends the exchange.
sealed interface Leg permits Comparison, ClockCatchUp, KeyCatchUp, Weeding {

    /// What all parts of one exchange work with.
    ///
    /// @param sourcesNeeded how many peers a node that lost data has to catch up with; 0 if it lost none
    record Kit(
            NodeId self,
            NodeId peer,
            ExchangeSettings settings,
            Questions questions,
            Stores stores,
            Budget budget,
            Agreements agreements,
            Denials denials,
            int sourcesNeeded) {

        /// Whether this node has all that was acknowledged.
        boolean isWhole() {
            return sourcesNeeded == 0;
        }
    }

    void begin(Now now, Outputs<ExchangeNotice> out);

    /// The open question was answered.
    void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out);

    /// Something was stored, or time has passed.
    void advance(Now now, Outputs<ExchangeNotice> out);

    boolean isDone();

    /// Why it cannot go on; null if it can.
    @Nullable
    String failure();
}
