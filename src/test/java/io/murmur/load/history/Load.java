package io.murmur.load.history;

import io.murmur.load.target.Caller;
import io.murmur.load.target.Fleet;

/// What clients do.
///
/// @param prefix of all keys
/// @param keys beside the hot one
/// @param valueBytes size of a value
/// @param workersPerNode clients that stay with one node
/// @param thinkMicros pause of a client between operations
/// @param timeoutMillis limit of one operation
public record Load(String prefix, int keys, int valueBytes, int workersPerNode, int thinkMicros, int timeoutMillis) {

    /// The same with other keys.
    public Load withPrefix(String other) {
        return new Load(other, keys, valueBytes, workersPerNode, thinkMicros, timeoutMillis);
    }

    /// A client of one node.
    public Dialogue dialogue(Fleet fleet, int node) {
        return new Dialogue(new Caller(fleet.address(node), timeoutMillis), node, new Values(prefix, valueBytes));
    }
}
