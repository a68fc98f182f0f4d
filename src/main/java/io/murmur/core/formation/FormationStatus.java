package io.murmur.core.formation;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.Message;
import io.murmur.core.ring.ClusterId;
import java.util.List;

/// What a human should know of a node's formation; published whenever it changes. A node serves only while it is
/// [Member].
public sealed interface FormationStatus extends Message {

    /// Not all declared nodes have answered, or the lowest one has not moved yet.
    ///
    /// @param names the nodes waited for, ascending
    record WaitingFor(List<String> names) implements FormationStatus {
        public WaitingFor {
            names = List.copyOf(names);
        }
    }

    /// This node has proposed a cluster, or voted for one.
    ///
    /// @param former the node that proposed it
    /// @param names the nodes whose vote, or decision, is waited for, ascending
    record Voting(ClusterId cluster, String former, List<String> names) implements FormationStatus {
        public Voting {
            names = List.copyOf(names);
        }
    }

    /// The node is in its cluster.
    record Member(Formed formed) implements FormationStatus {}

    /// Something is in the way that waiting does not mend. The node goes on asking, unless its own volume or
    /// configuration is the reason.
    ///
    /// @param reasons sentences: what is wrong, key and values, what to do
    record Refused(List<String> reasons) implements FormationStatus {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
