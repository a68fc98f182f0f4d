package io.murmur.core.entropy;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import java.util.List;

/// What an exchange tells its own node.
public sealed interface ExchangeNotice extends Message {

    NodeId peer();

    /// This node and `peer` held the same of these partitions a moment ago.
    record Agreed(NodeId peer, List<Integer> partitions) implements ExchangeNotice {
        public Agreed {
            partitions = List.copyOf(partitions);
        }
    }

    /// This node has applied everything that `peer` had applied of these partitions a moment ago, and perhaps
    /// more.
    record CaughtUp(NodeId peer, List<Integer> partitions) implements ExchangeNotice {
        public CaughtUp {
            partitions = List.copyOf(partitions);
        }
    }

    /// This node, which lost data, holds nothing of these partitions any more that `peer` and so many others as
    /// it has to catch up with have seen go.
    record Weeded(NodeId peer, List<Integer> partitions) implements ExchangeNotice {
        public Weeded {
            partitions = List.copyOf(partitions);
        }
    }

    /// Something was fetched from `peer` and is stored here.
    ///
    /// @param objects how many
    /// @param bytes of them
    /// @param byClocks whether clocks told that they were missing; else trees did
    record Fetched(NodeId peer, int objects, long bytes, boolean byClocks) implements ExchangeNotice {}

    /// `peer` has fetched something that was written here and not sent to it.
    ///
    /// @param lagNanos since the first of it was durable here
    record Pulled(NodeId peer, long lagNanos) implements ExchangeNotice {}

    /// An exchange ended.
    ///
    /// @param differing partitions that differed when it began
    record Ended(NodeId peer, int differing) implements ExchangeNotice {}

    /// An exchange was given up. Another begins with the next announcement.
    record GivenUp(NodeId peer, String why) implements ExchangeNotice {}
}
