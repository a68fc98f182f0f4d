package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;

/// One part of an audit. It ends by itself.
sealed interface Step permits Comparing, Reading, Naming {

    /// What all parts of one audit work with.
    record Kit(AuditSettings settings, Correspondence correspondence, Findings findings) {

        /// Whether it makes sense to ask `node`.
        boolean speaks(NodeId node) {
            return !correspondence.isSilent(node) && !findings.hasDeclined(node);
        }
    }

    void begin(Now now, Outputs<?> out);

    /// `from` has answered what it was asked.
    void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out);

    /// Time has passed, or a node that was asked will not answer: then it [Kit#speaks] no more.
    void tick(Now now, Outputs<?> out);

    boolean isDone();
}
