package io.murmur.door.http;

import io.murmur.core.cut.Cut;
import io.murmur.core.cut.Cuts;
import io.murmur.core.cut.Fate;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.ring.Placement;
import io.murmur.door.http.status.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What this node knows of itself and of the others. Implemented by the node; safe to call from any thread, cheap,
/// and, [#verify], [#explain] and [#cutsWithFates] apart, never waits for anybody.
public interface NodeView {

    /// How far a node has come, in the order of its life.
    enum State {
        /// No cluster yet: it waits for the other declared nodes.
        FORMING,
        /// It reads its volume.
        RECOVERING,
        /// It serves.
        READY,
        /// It was told to stop and finishes what it took in.
        STOPPING,
        /// It will not serve; a human has to look.
        REFUSED
    }

    /// Whether a node serves, and if not, why.
    ///
    /// @param detail a sentence: what it waits for, or why it refuses; what to do
    record Readiness(State state, String detail) {

        public boolean isReady() {
            return state == State.READY;
        }
    }

    /// Who this node is.
    ///
    /// @param name its configured name
    /// @param boot the number of this start
    /// @param version of the program
    record Identity(String name, NodeId id, long incarnation, long boot, String version) {}

    /// What all members of a cluster agreed on.
    ///
    /// @param settingsVersion rises with every change of the namespaces
    record Agreement(ClusterId cluster, long settingsVersion, Placement placement, Namespaces namespaces) {}

    /// One declared node or member, this one among them.
    ///
    /// @param id null as long as it has never been heard of
    /// @param address node to node, host and port; empty while unknown
    /// @param redisDoor host and port where clients reach it; empty while unknown
    /// @param httpDoor host and port; empty while unknown
    /// @param reachable whether this node was in touch with it lately; of this node always true
    /// @param answers whether its replicas answer and acknowledge, as it said last; not if its volume lost data
    /// @param forMillis how long that has been so
    /// @param pekko its state in the Pekko cluster in lower case, "none" if it is no member there
    /// @param heard what it last said of itself by gossip; null if nothing has come here
    record Member(
            @Nullable NodeId id,
            String name,
            String address,
            String redisDoor,
            String httpDoor,
            boolean reachable,
            boolean answers,
            long forMillis,
            String pekko,
            NodeStatus.@Nullable Heard heard) {}

    /// What a verification is told besides its plan: how it ended, and how long ago this node last agreed
    /// with all.
    record Audited(AuditReport report, double seconds, double agreementAgeSeconds) {}

    /// Asks every owner of some partitions whether they hold the same. Does not block; takes seconds.
    ///
    /// @param partitions of this node's cluster
    /// @param reads whether each owner reads each of its rows, too
    /// @return fails with [io.murmur.core.entropy.audit.AuditRefused], a sentence for whoever asked
    CompletionStage<Audited> verify(List<Integer> partitions, boolean reads);

    /// Asks every owner of a key what it knows of it. Does not block; takes a round trip.
    ///
    /// @return fails with [io.murmur.core.entropy.audit.AuditRefused], a sentence for whoever asked
    CompletionStage<KeyReport> explain(Key key);

    /// A cut, and what has become of the keys in conflict that it names.
    ///
    /// @param fates in the order of the keys
    record SeenCut(Cut cut, List<Fate> fates) {
        public SeenCut {
            fates = List.copyOf(fates);
        }
    }

    /// The cuts this node has seen, newest first; reads the rows of keys in conflict. Does not block.
    CompletionStage<List<SeenCut>> cutsWithFates();

    /// The cuts this node has seen.
    Cuts cuts();

    Readiness readiness();

    Identity identity();

    long uptimeMillis();

    /// Null as long as this node belongs to no cluster.
    @Nullable
    Agreement agreement();

    List<Member> members();

    NodeStatus.Keys keys();

    NodeStatus.Traffic traffic();

    /// Frames that were not taken since the start, by reason; all reasons there are.
    Map<String, Long> droppedFrames();

    NodeStatus.Disk disk();

    NodeStatus.Storage storage();

    NodeStatus.Clock clock();

    /// Null as long as this node belongs to no cluster.
    NodeStatus.@Nullable Integrity integrity();
}
