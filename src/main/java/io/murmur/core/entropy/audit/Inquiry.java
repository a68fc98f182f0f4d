package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;

/// Something that is found out by asking nodes. It ends by itself, whether they answer or not.
///
/// Questions to the own node are sent like those to others. Not thread-safe.
///
/// @param <R> what comes out
public interface Inquiry<R> {

    void begin(Now now, Outputs<?> out);

    /// A node said something; it is ignored if this inquiry did not ask for it.
    void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out);

    /// Time has passed.
    void tick(Now now, Outputs<?> out);

    /// No time is left: what was not found out yet is not.
    void breakOff();

    boolean isDone();

    /// What was found so far.
    R report();
}
