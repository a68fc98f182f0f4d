package io.murmur.core.entropy;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import org.jspecify.annotations.Nullable;

/// One part of an exchange. It ends by itself, or fails and ends the exchange.
public sealed interface Leg permits Comparison, ClockCatchUp, KeyCatchUp, Weeding {

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

        /// For a leg that is all there is: nothing is compared, and nothing weeded.
        ///
        /// @param questions with correlations of this leg's own
        public static Kit ofOne(
                NodeId self, NodeId peer, ExchangeSettings settings, Questions questions, Budget budget) {
            Stores stores = new Stores(self, questions);
            Agreements agreements = new Agreements(settings.compareAllMillis());
            return new Kit(self, peer, settings, questions, stores, budget, agreements, new Denials(), 0);
        }

        /// A replica of this node has answered.
        public void stored(ReplicaReply reply) {
            stores.on(reply);
        }

        /// Why it cannot go on: no answer came, or something was not stored. Null if nothing went wrong so far.
        public @Nullable String failure(Now now) {
            return questions.isHopeless(now) ? "no answer came" : stores.failure(now);
        }

        /// Whether this node has all that was acknowledged.
        boolean isWhole() {
            return sourcesNeeded == 0;
        }
    }

    /// Its first step.
    void begin(Now now, Outputs<ExchangeNotice> out);

    /// The open question was answered.
    void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out);

    /// Something was stored, or time has passed.
    void advance(Now now, Outputs<ExchangeNotice> out);

    /// Whether it has come to its end.
    boolean isDone();

    /// Why it cannot go on; null if it can.
    @Nullable
    String failure();
}
