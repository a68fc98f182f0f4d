package io.murmur.core.delay;

import io.murmur.core.machine.NodeId;

/// What came of one question to one node.
///
/// @param asked how often it was asked; what was lost on the way counts as network
/// @param isAnswered whether an answer came before the operation was done; if not, the times are 0
/// @param isCritical whether the operation waited for just this answer
/// @param networkNanos the round trip, less what the node says of itself
/// @param waitingNanos in queues there
/// @param processingNanos worked there
public record HopReport(
        NodeId node,
        int asked,
        boolean isAnswered,
        boolean isCritical,
        long networkNanos,
        long waitingNanos,
        long processingNanos) {}
