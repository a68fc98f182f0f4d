package io.murmur.core.entropy;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import org.jspecify.annotations.Nullable;

/// One part of an exchange. It ends by itself, or fails and ends the exchange.
sealed interface Leg permits Comparison, ClockCatchUp, KeyCatchUp {

    /// What all parts of one exchange work with.
    record Kit(
            NodeId self,
            NodeId peer,
            ExchangeSettings settings,
            Questions questions,
            Stores stores,
            Budget budget,
            Agreements agreements) {}

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
